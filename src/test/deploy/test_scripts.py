"""What deploy/'s small scripts do: ten-is-success, merge-jars and the line of the crontab."""

import os
import re
import signal
import subprocess
import tempfile
import unittest
from pathlib import Path

HOME = Path(__file__).resolve().parents[3]
TEN_IS_SUCCESS = HOME / "deploy/schedulers/ten-is-success"
MERGE_JARS = HOME / "deploy/kubernetes/merge-jars"
CRONTAB = HOME / "deploy/schedulers/crontab"


class TenIsSuccessTest(unittest.TestCase):
    def test_makes_0_of_10_and_keeps_every_other_code(self):
        for code, seen in ((0, 0), (10, 0), (20, 20), (21, 21), (30, 30), (40, 40), (50, 50), (137, 137)):
            self.assertEqual(seen, subprocess.run([TEN_IS_SUCCESS, "sh", "-c", f"exit {code}"]).returncode)

    def test_passes_a_signal_on_once_and_waits_for_what_the_job_makes_of_it(self):
        job = "trap 'n=$((n + 1))' TERM; echo ready; until [ $n ]; do sleep 0.1; done; sleep 0.5; echo $n; exit 20"
        for kill in (os.kill, os.killpg):
            process = subprocess.Popen(
                [TEN_IS_SUCCESS, "bash", "-c", job], stdout=subprocess.PIPE, encoding="utf-8", start_new_session=True
            )
            self.assertEqual("ready\n", process.stdout.readline())
            kill(process.pid, signal.SIGTERM)
            self.assertEqual(("1\n", 20), (process.communicate(timeout=20)[0], process.returncode))


class MergeJarsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.spark, self.lib = Path(folder.name, "spark"), Path(folder.name, "lib")
        self.make(self.spark, "spark-core_2.12-3.5.8", "spark-kubernetes_2.12-3.5.8", "guava-14.0.1", "hive-exec-2.3.9-core")
        self.make(self.lib, "unclip-0.1.0", "spark-core_2.12-3.5.9", "guava-16.0.1", "openblas-0.3.19-1.5.7-linux-x86_64")

    def make(self, folder, *jars):
        folder.mkdir()
        for jar in jars:
            (folder / f"{jar}.jar").write_text(folder.name)

    def merge(self):
        return subprocess.run([MERGE_JARS, self.spark, self.lib], stderr=subprocess.PIPE, encoding="utf-8")

    def test_keeps_one_version_of_each_library_and_links_what_unclip_has(self):
        self.assertEqual(0, self.merge().returncode)
        ours = {"spark-core_2.12-3.5.9.jar", "guava-16.0.1.jar", "openblas-0.3.19-1.5.7-linux-x86_64.jar"}
        theirs = {"spark-kubernetes_2.12-3.5.8.jar", "hive-exec-2.3.9-core.jar"}
        self.assertEqual(ours | theirs, {jar.name for jar in self.spark.iterdir()})
        self.assertEqual(ours | {"unclip.jar"}, {jar.name for jar in self.lib.iterdir()})
        self.assertEqual({"lib"}, {jar.read_text() for jar in self.lib.iterdir()})

    def test_refuses_a_spark_of_another_line(self):
        (self.spark / "spark-kubernetes_2.12-3.5.8.jar").rename(self.spark / "spark-kubernetes_2.12-3.4.4.jar")
        refused = self.merge()
        self.assertEqual(30, refused.returncode)
        self.assertIn("has spark-kubernetes_2.12-3.4.4.jar, but Unclip spark-core_2.12-3.5.9.jar", refused.stderr)
        self.assertIn("choose a SPARK_IMAGE of the same line", refused.stderr)

    def test_refuses_two_jars_of_unclip(self):
        (self.lib / "unclip-0.2.0.jar").write_text("")
        refused = self.merge()
        self.assertEqual(30, refused.returncode)
        self.assertRegex(refused.stderr, r"must be one .*unclip-\[0-9\]\*\.jar, but there are 2")


class CrontabTest(unittest.TestCase):
    def setUp(self):
        [line] = [line for line in CRONTAB.read_text().splitlines() if re.match(r"[0-9*]", line)]
        *self.fields, command = line.split(maxsplit=5)
        self.assertNotRegex(command, r"(?<!\\)%", "cron ends the command at a % without backslash")
        self.command = command.replace("\\%", "%")

    def test_starts_at_hours_that_every_day_has_once(self):
        self.assertEqual(["0", "4,6,8", "*", "*", "*"], self.fields)

    def test_says_a_sentence_where_something_is_wrong_and_nothing_else(self):
        for code, said in ((0, ""), (10, ""), (20, "ended with 20"), (30, "ended with 30")):
            self.assertIn(said, self.said(code))
            self.assertEqual(said == "", self.said(code) == "")

    def said(self, code):
        with tempfile.TemporaryDirectory() as folder:
            job = Path(folder, "jobs/unclip")
            job.parent.mkdir()
            job.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@"\nexit {code}\n')
            job.chmod(0o755)
            log = Path(folder, "log")
            command = self.command.replace("/opt/unclip", folder).replace("/var/log/unclip/retrain.log", str(log))
            done = subprocess.run(["bash", "-c", command], capture_output=True, encoding="utf-8", check=True)
            self.assertRegex(log.read_text(), r"\Aretrain\n--conf\n/etc/unclip/retrain.conf\n--run-id\n\d{4}-\d\d-\d\d\n\Z")
            return done.stdout


if __name__ == "__main__":
    unittest.main()
