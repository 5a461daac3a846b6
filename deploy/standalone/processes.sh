# shellcheck shell=bash
# For deploy/standalone/cluster, history and s3: JVMs that go on when the script has ended.
#
# Each has a folder of its own with its `pid` and `log`. Its JVM leads a process group, in which its children stay even
# when it is gone, and names its folder in its command line: a process number that the system has given to another
# process since is not mistaken for it.

fatal=30 # org.unclip.config.ExitCode.FATAL
retry=20 # org.unclip.config.ExitCode.RETRY

# shellcheck disable=SC2034 # for the scripts that read this file
home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

say() {
    printf '%s\n' "$@" >&2
}

die() {
    say "$@"
    exit "$fatal"
}

find_java() {
    local found=${JAVA_HOME:+$JAVA_HOME/bin/java}
    found=${found:-$(command -v java)} || die "There is no java on the PATH: install Java 17, or set JAVA_HOME."
    [ -x "$found" ] || die "JAVA_HOME is $JAVA_HOME, but has no bin/java: unset it, or install Java 17."
    echo "$found"
}

# made FOLDER: makes a folder and prints its absolute path.
made() {
    mkdir -p "$1" || die "The folder $1 can't be made: check its rights, or choose another with --dir."
    (cd -P "$1" && pwd)
}

# library_list FOLDER: a file with the class path of the project's libraries, in the folder where it must be made.
library_list() {
    local list=$home/target/classpath.txt libraries
    if [ -d "$home/lib" ]; then # of the archive
        libraries=("$home"/lib/*.jar)
        list=$1/classpath.txt
        mkdir -p "$1"
        (IFS=: && printf '%s' "${libraries[*]}") >"$list"
    else
        [ -s "$list" ] || "$home/jobs/unclip" --help >/dev/null # builds
    fi
    echo "$list"
}

# is_count TEXT: whether it is a number of at least 0, without sign.
is_count() {
    case $1 in '' | *[!0-9]*) return 1 ;; esac
}

# launch FOLDER ARGUMENT…: a JVM of its own, with the log's forerunner kept as log.old.
launch() {
    local folder=$1 java
    java=$(find_java)
    shift
    [ ! -e "$folder/log" ] || mv "$folder/log" "$folder/log.old"
    : >"$folder/log"
    set -m # leads a process group
    nohup "$java" "-Dunclip.process=$folder" "$@" >>"$folder/log" 2>&1 </dev/null &
    set +m
    echo $! >"$folder/pid"
    until runs "$folder" || ! kill -0 $! 2>/dev/null; do sleep 0.05; done # until then it is a copy of this shell
}

# members FOLDER: the numbers of the processes that run there, its JVM's first.
members() {
    [ -f "$1/pid" ] || return 0
    ps -A -ww -o pid= -o pgid= -o stat= -o args= | sort -n \
        | LEADER=$(cat "$1/pid") MARK=" -Dunclip.process=$1 " awk '
            $3 ~ /^Z/ || $2 != ENVIRON["LEADER"] { next }
            $1 == $2 && !index($0, ENVIRON["MARK"]) { exit } # the number belongs to another process now
            $1 == $2 || /org\.apache\.spark\./ { print $1 }'
}

runs() {
    [ -n "$(members "$1")" ]
}

# signal NAME FOLDER…: to all that runs in these folders.
signal() {
    local name=$1 folder pid
    shift
    for folder; do
        for pid in $(members "$folder"); do
            kill -s "$name" "$pid" 2>/dev/null || true # it has ended meanwhile
        done
    done
}

# all_end SECONDS FOLDER…: waits for the end of all that runs there, and fails if it does not come.
all_end() {
    local until=$((SECONDS + $1)) folder
    shift
    for folder; do
        while runs "$folder"; do
            [ "$SECONDS" -lt "$until" ] || return 1
            sleep 0.1
        done
    done
}

# end FOLDER…: asks what runs there to end, and kills what has not ended after 5 seconds.
end() {
    signal TERM "$@"
    signal CONT "$@" # a stopped process hears the first signal when it goes on
    all_end 5 "$@" && return
    signal KILL "$@"
    all_end 5 "$@" || die "Not even kill -9 ends the processes of $*."
}

# await_log FOLDER SECONDS PATTERN: waits for a line in the log, and fails with the log's last lines if it does not come.
await_log() {
    local until=$((SECONDS + $2))
    until grep -q -- "$3" "$1/log"; do
        runs "$1" || fail_with_log "$1" "The process of $1 has ended"
        [ "$SECONDS" -lt "$until" ] || fail_with_log "$1" "The process of $1 is not ready after $2 seconds"
        sleep 0.1
    done
}

fail_with_log() {
    say "$2. The end of $1/log, without stack frames:"
    grep -v '^[[:space:]]*at ' "$1/log" | tail -n 20 >&2
    exit "$retry"
}
