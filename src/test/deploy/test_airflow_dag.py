"""Imports deploy/schedulers/airflow_dag.py under a stub of Airflow 2: its graph, its command, what it makes of exit codes."""

import importlib.util
import subprocess
import sys
import types
import unittest
from datetime import timedelta
from pathlib import Path

HOME = Path(__file__).resolve().parents[3]
DAG_FILE = HOME / "deploy/schedulers/airflow_dag.py"


class AirflowException(Exception):
    pass


class AirflowFailException(AirflowException):
    pass


class Dag:
    """Keeps what it is given, and the tasks that are made within it."""

    current = None

    def __init__(self, **given):
        self.given, self.tasks = given, {}

    def __enter__(self):
        Dag.current = self
        return self

    def __exit__(self, *_):
        Dag.current = None


class SubprocessHook:
    """Runs the command as Airflow's does, but where the test is."""

    def run_command(self, command, env=None, output_encoding="utf-8", cwd=None):
        self.cwd = cwd
        done = subprocess.run(command, env=env, capture_output=True, encoding=output_encoding)
        return types.SimpleNamespace(exit_code=done.returncode, output=(done.stdout.splitlines() or [""])[-1])


class BashOperator:
    def __init__(self, *, task_id, bash_command):
        self.task_id, self.bash_command, self.subprocess_hook, self.after = task_id, bash_command, SubprocessHook(), []
        Dag.current.tasks[task_id] = self

    def __rshift__(self, other):
        self.after.append(other.task_id)
        return other

    def get_env(self, context):
        return None


def load():
    modules = {"airflow": {"DAG": Dag}, "airflow.operators": {}, "airflow.operators.bash": {"BashOperator": BashOperator}}
    modules["airflow.exceptions"] = {
        "AirflowException": AirflowException,
        "AirflowFailException": AirflowFailException,
    }
    for name, members in modules.items():
        sys.modules[name] = types.ModuleType(name)
        vars(sys.modules[name]).update(members)
    spec = importlib.util.spec_from_file_location("airflow_dag", DAG_FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class AirflowDagTest(unittest.TestCase):
    def setUp(self):
        self.dag = load().dag

    def test_runs_nightly_one_at_a_time_and_makes_up_for_nothing(self):
        given = self.dag.given
        self.assertEqual("unclip_retrain", given["dag_id"])
        self.assertEqual("0 4 * * *", given["schedule"])
        self.assertIs(False, given["catchup"])
        self.assertEqual(1, given["max_active_runs"])
        self.assertIsNotNone(given["start_date"].tzinfo)

    def test_retries_with_backoff(self):
        given = self.dag.given["default_args"]
        self.assertEqual(3, given["retries"])
        self.assertEqual(timedelta(minutes=10), given["retry_delay"])
        self.assertIs(True, given["retry_exponential_backoff"])

    def test_retrains_and_then_lists_the_releases(self):
        self.assertEqual(["retrain", "releases"], list(self.dag.tasks))
        self.assertEqual(["releases"], self.dag.tasks["retrain"].after)
        self.assertEqual([], self.dag.tasks["releases"].after)
        self.assertEqual(
            "exec jobs/unclip retrain --conf /etc/unclip/retrain.conf --run-id {{ ds }}",
            self.dag.tasks["retrain"].bash_command,
        )

    def test_takes_0_and_10_for_success_and_fails_at_once_where_a_retry_is_no_use(self):
        task = self.dag.tasks["retrain"]
        for code in (0, 10):
            task.bash_command = f"echo done; exit {code}"
            self.assertEqual("done", task.execute({}))
            self.assertEqual("/opt/unclip", task.subprocess_hook.cwd)
        for code, raised in ((20, AirflowException), (21, AirflowException), (137, AirflowException)):
            self.assertIs(raised, self.fault_of(task, code))
        for code in (30, 40, 50):
            self.assertIs(AirflowFailException, self.fault_of(task, code))

    def fault_of(self, task, code):
        task.bash_command = f"echo why; exit {code}"
        with self.assertRaisesRegex(AirflowException, f"Unclip ended with {code}: why") as fault:
            task.execute({})
        return type(fault.exception)


if __name__ == "__main__":
    unittest.main()
