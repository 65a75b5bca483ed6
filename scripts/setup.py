"""Make `.venv` with what Wolouj needs; called by `make setup` (runtime) and `make dev` (and the tests' tools).

Uses the standard library only, and runs on an old Python too, so that it can say which one is missing.
Nothing is done when nothing changed. No package index is named here: pip's own configuration, whatever it is on
this machine, is honoured, and passed on to uv, which does not read it.
"""

import ast
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(TOP, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "wolouj-setup")
NEEDED = (3, 11)


def say(text):
    print(text, file=sys.stderr, flush=True)


def stop(fr, ar, en):
    say("\n%s\n%s\n%s\n" % (fr, ar, en))
    sys.exit(1)


def right_python():
    """This Python when it is recent enough, else another one of this machine, else a plain word."""
    if sys.version_info >= NEEDED:
        return sys.executable
    for name in ("python3.11", "python3.12", "python3.13", "python3.14"):
        found = shutil.which(name)
        if found:
            return found
    return stop(
        "Il faut Python 3.11 ou plus récent ; cette machine a %d.%d. Installez-le, puis relancez."
        % sys.version_info[:2],
        "يلزم Python 3.11 أو أحدث. المرجو تثبيته ثم إعادة المحاولة.",
        "Python 3.11 or newer is needed; this machine has %d.%d." % sys.version_info[:2],
    )


def digest(level):
    """What the installed environment depends on; the folder too, since a virtual environment cannot be moved."""
    sum_ = hashlib.sha256(("%s\n%s\n" % (level, TOP)).encode("utf-8", "surrogateescape"))
    for name in ("requirements/bootstrap.txt", "requirements/%s.txt" % level, "pyproject.toml", "scripts/setup.py"):
        with open(os.path.join(TOP, name), "rb") as file:
            sum_.update(file.read())
    return "%s %s" % (level, sum_.hexdigest())


def up_to_date(level):
    """Whether the stamp says that `level`, or the larger one that contains it, is installed and still there."""
    try:
        with open(STAMP) as file:
            said = file.read().strip()
    except OSError:
        return False
    good = {digest(level), digest("dev")}
    return said in good and os.path.exists(os.path.join(VENV, "bin", "wolouj")) and os.path.exists(PYTHON)


def make_venv(python):
    same_place = False
    try:
        with open(os.path.join(VENV, "wolouj-place")) as file:
            same_place = file.read() == TOP
    except OSError:
        pass
    works = same_place and os.path.exists(PYTHON)
    if works:
        return
    say("Préparation de l'environnement Python… · تهيئة بيئة Python… · Making the Python environment…")
    done = subprocess.run([python, "-m", "venv", "--clear", VENV], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        say(done.stdout.decode("utf-8", "replace").strip())
        stop(
            "Python ne peut pas créer d'environnement (venv, ensurepip). Sous Debian ou Ubuntu : apt install python3-venv",
            "تعذر على Python إنشاء بيئة (venv). في Debian أو Ubuntu: apt install python3-venv",
            "Python cannot make a virtual environment. On Debian or Ubuntu: apt install python3-venv",
        )
    with open(os.path.join(VENV, "wolouj-place"), "w") as file:
        file.write(TOP)


def pip_configuration():
    """pip's settings on this machine, nearest first: environment, then `install`, then `global`."""
    said = subprocess.run([PYTHON, "-m", "pip", "config", "list"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    found = {}
    for line in said.stdout.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition("=")
        section, _, key = name.rpartition(".")
        try:
            value = str(ast.literal_eval(value))
        except (SyntaxError, ValueError):
            continue
        rank = {":env:": 0, "install": 1, "global": 2}.get(section.rstrip("."))
        if rank is not None and value and (key not in found or rank < found[key][0]):
            found[key] = (rank, value)
    return {key: value for key, (_, value) in found.items()}


def uv_environment(pip, environment):
    """The environment that makes uv look where pip would look. What is already said to uv itself is kept."""
    told = dict(environment)
    places = {
        "UV_DEFAULT_INDEX": pip.get("index-url"),
        "UV_INDEX": " ".join(pip.get("extra-index-url", "").split()),
        "UV_FIND_LINKS": ",".join(pip.get("find-links", "").split()),
        "UV_NO_INDEX": "1" if pip.get("no-index", "").lower() in ("1", "true", "yes", "on") else None,
        "UV_INSECURE_HOST": " ".join(pip.get("trusted-host", "").split()),
        "UV_HTTP_TIMEOUT": pip.get("timeout") or pip.get("default-timeout") or "120",
        "SSL_CERT_FILE": pip.get("cert"),
        "ALL_PROXY": pip.get("proxy"),
        # Every file is checked against its hash, so whichever index has it will do.
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }
    for name, value in places.items():
        if value:
            told.setdefault(name, value)
    home = os.path.expanduser("~")
    if not os.access(home, os.W_OK) and "XDG_CACHE_HOME" not in told:
        told.setdefault("UV_NO_CACHE", "1")
    told["UV_PYTHON_DOWNLOADS"] = "never"
    return told


def run(command, environment=None):
    return subprocess.call(command, cwd=TOP, env=environment)


def install(level):
    lock = os.path.join("requirements", "%s.txt" % level)
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    hashes = ["--require-hashes", "--only-binary", ":all:"]
    if level == "dev":
        # Published as source only; brought by num2words, which the tests use as a second opinion.
        hashes += ["--no-binary", "docopt"]
    say("Installation des paquets (%s)… · تثبيت الحزم… · Installing packages…" % level)
    uv = os.path.join(VENV, "bin", "uv")
    if run(pip + hashes + ["-r", "requirements/bootstrap.txt"]) == 0 and os.path.exists(uv):
        environment = uv_environment(pip_configuration(), os.environ)
        first = [uv, "pip", "install", "--quiet", "--python", PYTHON]
        if run(first + hashes + ["-r", lock], environment) == 0:
            own = ["--no-deps", "--no-build-isolation", "-e", "."]
            return run(first + own, environment) == 0
    say(
        "uv n'a pas pu installer : pip prend le relais, plus lentement. · uv failed, using pip, slower. · تعذر uv، نستعمل pip"
    )
    return run(pip + hashes + ["-r", lock]) == 0 and run(pip + ["--no-deps", "-e", "."]) == 0


def main():
    level = sys.argv[1] if len(sys.argv) > 1 else "runtime"
    python = right_python()
    # The folder itself is the lock: two setups at once wait for each other, and no file is left behind.
    handle = os.open(TOP, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    if up_to_date(level):
        return
    if not os.access(TOP, os.W_OK) or (os.path.exists(VENV) and not os.access(VENV, os.W_OK)):
        stop(
            "Votre compte ne peut pas écrire dans ce dossier (%s), ou .venv appartient à un autre compte." % TOP,
            "لا يستطيع حسابكم الكتابة في هذا المجلد، أو أن .venv في ملك حساب آخر.",
            "Your account cannot write in this folder, or .venv belongs to another account.",
        )
    make_venv(python)
    # What was installed with the tests' tools keeps them.
    try:
        with open(STAMP) as file:
            level = "dev" if file.read().startswith("dev ") else level
        os.remove(STAMP)
    except OSError:
        pass
    if not install(level):
        stop(
            "L'installation n'a pas abouti ; la cause est écrite plus haut (souvent : pas d'accès à l'index de paquets).",
            "لم يكتمل التثبيت، والسبب مكتوب أعلاه (غالبا: تعذر الوصول إلى فهرس الحزم).",
            "The installation did not finish; the cause is above (often: the package index cannot be reached).",
        )
    with open(STAMP, "w") as file:
        file.write(digest(level))


if __name__ == "__main__":
    main()
