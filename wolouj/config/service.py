"""The commands of whoever runs the service: serve, demo, migrate, manage, and the embedded server's switch."""

from __future__ import annotations

import argparse
import errno
import os
import socket
import sys
from pathlib import Path

from wolouj.foundation import embedded
from wolouj.foundation.embedded import MachineTrouble

SAMPLES_HERE = MachineTrouble(
    "Cette base contient des comptes d'échantillon : elle n'est pas mise en service. Donnez à « wolouj serve » une"
    " base à elle (WOLOUJ_DATABASE ou WOLOUJ_DATA).",
    "في هذه القاعدة حسابات عينات، لذلك لا توضع في الخدمة. المرجو تخصيص قاعدة أخرى لـ wolouj serve"
    " (WOLOUJ_DATABASE أو WOLOUJ_DATA).",
)


def say(text: str) -> None:
    """A line of progress, apart from answers."""
    print(text, file=sys.stderr, flush=True)


def open_database() -> None:
    """Start what must be started, and load Django. Every command that touches the database begins here."""
    embedded.ensure_running(embedded.data_folder(), url=os.environ.get("DATABASE_URL"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wolouj.config.settings")
    import django

    django.setup()


def migrate(argv: list[str]) -> int:
    """Bring the tables up to date."""
    open_database()
    from django.core.management import call_command

    call_command("migrate", *argv, interactive=False, verbosity=1 if argv else 0)
    return 0


def manage(argv: list[str]) -> int:
    """Any management command of Django."""
    embedded.ensure_running(embedded.data_folder(), url=os.environ.get("DATABASE_URL"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wolouj.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["wolouj manage", *argv])
    return 0


def serve(argv: list[str]) -> int:
    """Serve for real: never over samples."""
    options = _serving("serve").parse_args(argv)
    say("Base de données… · قاعدة المعطيات…")
    migrate([])
    if _samples():
        raise SAMPLES_HERE
    return _web_server(options)


def demo(argv: list[str]) -> int:
    """Serve samples, in a database and a files folder that hold nothing else."""
    parser = _serving("demo")
    parser.add_argument("--fresh", action="store_true", help="begin again from nothing")
    parser.add_argument("--prepare-only", action="store_true", help="prepare the samples and do not serve")
    options = parser.parse_args(argv)
    _use_demo_database(fresh=options.fresh)
    say("Base de démonstration… · قاعدة العينات…")
    migrate([])
    _build_cast()
    return 0 if options.prepare_only else _web_server(options)


def start(argv: list[str]) -> int:
    """Start the embedded server and make its database."""
    argparse.ArgumentParser("wolouj start").parse_args(argv)
    embedded.ensure_running(embedded.data_folder(), url=os.environ.get("DATABASE_URL"))
    return status([])


def stop(argv: list[str]) -> int:
    """Stop the embedded server."""
    argparse.ArgumentParser("wolouj stop").parse_args(argv)
    was = embedded.stop(embedded.data_folder())
    print("Arrêtée. · توقفت." if was else "Elle ne tournait pas. · لم تكن تعمل.")
    return 0


def status(argv: list[str]) -> int:
    """Where the data is, and whether the database runs. 0 when it does."""
    argparse.ArgumentParser("wolouj status").parse_args(argv)
    if os.environ.get("DATABASE_URL"):
        print("La base est ailleurs (DATABASE_URL). · القاعدة في خادم آخر (DATABASE_URL).")
        return 0
    now = embedded.status(embedded.data_folder())
    print(f"données · المعطيات: {now.where.data}\nbase · القاعدة: {now.where.home}\nsocket: {now.where.socket}")
    print(f"en marche · تعمل ({now.pid})" if now.running else "arrêtée · متوقفة")
    return 0 if now.running else 1


def _serving(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(f"wolouj {name}")
    parser.add_argument("--bind", default="127.0.0.1:8000", help="address:port, or unix:/path (127.0.0.1:8000)")
    parser.add_argument("--workers", type=int, default=2, help="processes that answer (2)")
    return parser


def _samples() -> bool:
    from wolouj.people.queries import sample_accounts_exist

    return sample_accounts_exist()


def _use_demo_database(*, fresh: bool) -> None:
    os.environ["WOLOUJ_DATABASE"] = "demo"
    url = os.environ.get("DATABASE_URL")
    if url:
        os.environ["DATABASE_URL"] = embedded.sibling_database(url, "demo", fresh=fresh)
    elif fresh:
        embedded.ensure_running(embedded.data_folder(), database="demo")
        embedded.drop_database(embedded.data_folder(), "demo")


def _build_cast() -> None:
    """Build the samples once; their passwords are shown now and kept nowhere."""
    if _samples():
        say("Les échantillons sont déjà là ; pour recommencer avec de nouveaux codes : .venv/bin/wolouj demo --fresh")
        say("العينات موجودة من قبل، وللبدء من جديد برموز جديدة: ‎.venv/bin/wolouj demo --fresh")
        return
    try:
        from wolouj.home import (
            cast,
            sample_alerts,
            sample_coaching,
            sample_cofinancing,
            sample_followed,
            sample_inviting,
            sample_orders,
            sample_petitions,
            sample_results,
            sample_selection,
            sample_support,
            sample_training,
            sample_wall,
        )
    except ImportError:
        say("(No cast yet: the demo is empty.)")
        return
    from django.db import transaction

    from rulebook.engine.format import local
    from wolouj.foundation.clock import now
    from wolouj.home.sample_advocacy import pleaded

    with transaction.atomic():
        at = local(now())  # the samples write days: those of Casablanca, even an hour before midnight elsewhere
        built = cast.build(at=at)
        pleaded(meeting=built.meetings["held"], people=built.people, at=at)
        body = built.meetings["held"].gathering.body
        workshop = sample_followed.live_on(body=body, by=built.actor("rachid"), at=local(now()))
        sample_inviting.lived(built, workshop, at=local(now()))
        made = sample_selection.for_the_demo(body=body, people=built.people, at=local(now()))
        trained = sample_training.lived(call=made.first, people=built.people, at=local(now()))
        sample_training.answered_live(trained.workshop, by=built.actor("hayat"), at=local(now()))
        sample_coaching.lived(body=body, people=built.people, at=local(now()))
        sample_cofinancing.lived(made.first, people=built.people, at=local(now()))
        hers = {"structure": built.structures["ftoum"], "notice": built.notices["ftoum"]}
        sample_orders.for_the_demo(**hers, person=built.people["ftoum"], at=local(now()))
        sample_orders.sold_since(**hers, person=built.people["ftoum"], at=local(now()))
        sample_results.lived(made.programme, manager=built.actor("rachid"), at=local(now()))  # counts all the above
        sample_petitions.for_the_demo(
            body=body, people=built.people, commune=cast.code_of("Commune de Azilal"), at=local(now())
        )
        sample_support.for_the_demo(cast=built, body=body, at=local(now()))
        sample_wall.for_the_demo(cast=built, body=body, at=local(now()))
        sample_alerts.tell(built, at=local(now()))  # last: there is something to tell of all the rest
    say("\nComptes d'échantillon, tout est inventé · حسابات عينات، كل ما فيها من نسج الخيال\n")
    for name, secret in built.secrets.items():
        person = built.people[name]
        say(f"  {person.phone}   {secret}   {person.full_name}")
    say("\nCes codes ne seront plus montrés. · لن تظهر هذه الرموز مرة أخرى.\n")


def _refuse_taken(bind: str) -> None:
    """Say at once, in plain words, that another program answers at this address."""
    host, _, port = bind.rpartition(":")
    if bind.startswith("unix:") or not host or not port.isdigit():
        return  # the web server's own words will do
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host.strip("[]"), int(port)))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                return
            raise MachineTrouble(
                f"Un autre programme répond déjà sur {bind} (peut-être Wolouj, dans une autre fenêtre). Arrêtez-le"
                " (Ctrl-C), ou donnez une autre adresse : .venv/bin/wolouj demo --bind 127.0.0.1:8001",
                f"برنامج آخر يشتغل على {bind} (ربما ولوج في نافذة أخرى). المرجو إيقافه (Ctrl-C)، أو إعطاء عنوان آخر:"
                " .venv/bin/wolouj demo --bind 127.0.0.1:8001",
            ) from error


def _web_server(options: argparse.Namespace) -> int:
    """Become gunicorn: signals, restarts and workers are its trade."""
    _refuse_taken(options.bind)
    shown = options.bind if options.bind.startswith("unix:") else f"http://{options.bind}/"
    say(f"Wolouj · ولوج : {shown}   (Ctrl-C)")
    command = [sys.executable, "-m", "gunicorn", "wolouj.config.wsgi:application"]
    command += ["--bind", options.bind, "--workers", str(options.workers), "--timeout", "60", "--log-level", "warning"]
    command += ["--chdir", str(Path(__file__).resolve().parents[2])]
    os.execv(sys.executable, command)
