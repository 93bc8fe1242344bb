#!/bin/sh
# Brings what the tests need beside Python: Java and Maven for Neo4j, Chromium and a Chinese font for the pages.
# As root on Debian it installs them; elsewhere it says what is missing and the tests that need it are skipped.
# What PARKNET_REQUIRE names must work, or this fails.
set -u

say() { echo "parknet: $*"; }
has() { command -v "$1" >/dev/null 2>&1; }
required() { case ",${PARKNET_REQUIRE:-}," in *",$1,"*) true ;; *) false ;; esac; }

missing_tools() {
    if [ -z "${PARKNET_TEST_NEO4J:-}" ]; then
        has javac || echo jdk
        has mvn || echo maven
    fi
    has chromium || has chromium-browser || has google-chrome || echo chromium
    has fc-list && fc-list :lang=zh 2>/dev/null | grep -q . || echo fonts-noto-cjk
}

install_with_apt() {
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    apt-get update -qq >"$log" 2>&1
    packages=
    for tool in "$@"; do
        if [ "$tool" = jdk ]; then
            tool=openjdk-17-jdk-headless # Debian has either 17 or 21; Neo4j 5 runs on both
            [ -n "$(apt-cache madison $tool 2>/dev/null)" ] || tool=openjdk-21-jdk-headless
        fi
        packages="$packages $tool"
    done
    # shellcheck disable=SC2086  # a list of package names
    apt-get install -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 $packages >>"$log" 2>&1 || tail -n 5 "$log"
    rm -f "$log"
}

missing=$(missing_tools | tr '\n' ' ')
if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && has apt-get; then
    say "installing for the tests: $missing..."
    # shellcheck disable=SC2086
    install_with_apt $missing
    missing=$(missing_tools | tr '\n' ' ')
fi

case " $missing" in *" chromium "*)
    say "the browser tests wait for Chromium: install the package chromium"
    required browser && exit 1 ;;
esac
case " $missing" in *" fonts-noto-cjk "*)
    say "Chinese text on pictures waits for a font: install the package fonts-noto-cjk" ;;
esac

.venv/bin/python -m tests.engines.neo4j_server || ! required neo4j
