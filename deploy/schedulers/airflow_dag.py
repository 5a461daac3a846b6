"""The nightly retraining by Airflow, 2.4 or newer of the 2 line, on a worker with Unclip in /opt/unclip.

No Airflow has run this: verified are its import, its graph of tasks and what it makes of exit codes, under a stub of
Airflow (src/test/deploy/test_airflow_dag.py).
"""

from datetime import datetime, timedelta, timezone

from airflow import DAG
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.operators.bash import BashOperator


class UnclipOperator(BashOperator):
    """A BashOperator that knows Unclip's exit codes, where Airflow's own would try all but one again.

    0 and 10 (nothing to do) are successes: a skipped task would have those after it skipped too. 30, 40 and 50 fail at
    once, as something must change first. Everything else, 20 and 21 above all, is tried again, and continues the run.
    """

    def execute(self, context):
        result = self.subprocess_hook.run_command(
            command=["bash", "-c", self.bash_command], env=self.get_env(context), cwd="/opt/unclip"
        )
        if result.exit_code in (0, 10):
            return result.output
        failure = AirflowFailException if result.exit_code in (30, 40, 50) else AirflowException
        raise failure(f"Unclip ended with {result.exit_code}: {result.output}")


with DAG(
    dag_id="unclip_retrain",
    schedule="0 4 * * *",
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,  # a retraining takes all that is new: missed nights need none of their own
    max_active_runs=1,  # a second one would end with 50
    default_args={
        "retries": 3,
        "retry_delay": timedelta(minutes=10),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(hours=1),
    },
) as dag:
    retrain = UnclipOperator(
        task_id="retrain",
        # the logical date: the same for all attempts, so that each continues the one before
        bash_command="exec jobs/unclip retrain --conf /etc/unclip/retrain.conf --run-id {{ ds }}",
    )
    releases = UnclipOperator(
        task_id="releases",
        bash_command="exec jobs/unclip releases list --conf /etc/unclip/retrain.conf",
    )
    retrain >> releases
