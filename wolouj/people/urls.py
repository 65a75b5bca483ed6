"""Addresses of the room. No page of it is kept by a browser: phones are shared."""

from django.urls import path
from django.views.decorators.cache import never_cache

from wolouj.people.views import account, doors, mandates

app_name = "people"
_PAGES = {
    "sign_in": ("sign-in/", doors.sign_in),
    "who": ("sign-in/who/", doors.who),
    "sign_out": ("sign-out/", doors.sign_out),
    "sign_up": ("sign-up/", doors.sign_up),
    "recover": ("recover/", doors.recover),
    "recover_new": ("recover/new/", doors.recover_new),
    "account": ("account/", account.account),
    "card": ("account/card/", account.card),
    "show_cin": ("account/number/", account.show_cin),
    "secret": ("account/secret/", account.secret),
    "audit": ("account/who-did-what/", account.who_did_what),
    "export": ("account/export/", account.export),
    "erase": ("account/erase/", account.erase),
    "mandates": ("mandates/", mandates.mandates),
    "give_mandate": ("mandates/give/", mandates.give),
    "revoke_mandate": ("mandates/<uuid:pk>/end/", mandates.revoke),
    "act_for": ("act-for/", mandates.act_for),
    "stop_acting": ("act-for/stop/", mandates.stop_acting),
    "desk": ("desk/", mandates.desk),
    "issue_code": ("desk/<uuid:person>/code/", mandates.issue_code),
    "desk_mandate": ("desk/mandate/", mandates.desk_mandate),
}
urlpatterns = [path(route, never_cache(view), name=name) for name, (route, view) in _PAGES.items()]
