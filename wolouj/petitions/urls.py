from django.urls import path

from wolouj.petitions import views
from wolouj.petitions.information import views as information
from wolouj.petitions.signing import views as signing

app_name = "petitions"
urlpatterns = [
    path("", views.public_list, name="public_list"),
    path("public/<uuid:petition_id>/", views.public, name="public"),
    path("desk/", views.petition_list, name="list"),
    path("new/", views.new, name="new"),
    path("proof/<uuid:step_id>/", views.proof, name="proof"),
    path("<uuid:petition_id>/", views.show, name="show"),
    path("<uuid:petition_id>/text/", views.text, name="text"),
    path("<uuid:petition_id>/conditions/", views.conditions, name="conditions"),
    path("<uuid:petition_id>/move/", views.move, name="move"),
    path("<uuid:petition_id>/publish/", views.publish, name="publish"),
    path("<uuid:petition_id>/signatures/", signing.signatures, name="signatures"),
    path("<uuid:petition_id>/signatures/count/", signing.count, name="count"),
    path("<uuid:petition_id>/signatures/sheets.pdf", signing.sheets, name="sheets"),
    path("<uuid:petition_id>/kept/", signing.keeper, name="keeper"),
    path("<uuid:petition_id>/kept/enter/", signing.enter, name="enter"),
    path("<uuid:petition_id>/kept/list/", signing.bring, name="bring"),
    path("<uuid:petition_id>/kept/scan/", signing.keep_scan, name="keep_scan"),
    path("<uuid:petition_id>/kept/withdraw/", signing.withdraw, name="withdraw"),
    path("kept/<int:line_id>/number/", signing.show_number, name="show_number"),
    path("batches/<uuid:batch_id>/", signing.batch, name="batch"),
    path("batches/<uuid:batch_id>/scan/", signing.show_scan, name="show_scan"),
    path("information/", information.request_list, name="requests"),
    path("information/new/", information.new_request, name="new_request"),
    path("information/proof/<uuid:step_id>/", information.request_proof, name="request_proof"),
    path("information/<uuid:request_id>/", information.show_request, name="request"),
    path("information/<uuid:request_id>/text/", information.reword_request, name="reword_request"),
    path("information/<uuid:request_id>/move/", information.move_request, name="move_request"),
    path("information/<uuid:request_id>/days.ics", information.days_file, name="request_days"),
    path("information/<uuid:request_id>/letters/<str:name>", information.letter, name="letter"),
    path("authorisations/", signing.authorisations, name="authorisations"),
    path("authorisations/<uuid:petition_id>/", signing.authorise, name="authorise"),
    path("authorisations/<uuid:petition_id>/keeper/", signing.change_keeper, name="change_keeper"),
    path("<uuid:petition_id>/papers/<str:name>", views.paper, name="paper"),
]
