from django.urls import path

from wolouj.meetings.following import views as following
from wolouj.meetings.handouts import views as handouts
from wolouj.meetings.inviting import views as inviting
from wolouj.meetings.views import meetings, minutes, public, questions, said

app_name = "meetings"
urlpatterns = [
    path("", meetings.meeting_list, name="list"),
    path("memory/<slug:code>/", meetings.memory, name="memory"),
    path("commitments/", following.board, name="board"),
    path("commitments/public/", following.public, name="promises"),
    path("commitments/word/<str:key>/", following.word, name="word"),
    path("commitments/proof/<uuid:step_id>/", following.proof, name="proof"),
    path("commitments/replies/<uuid:reply_id>/", following.review_reply, name="review_reply"),
    path("commitments/take-up/<uuid:point_id>/", following.take_up, name="take_up"),
    path("commitments/<uuid:commitment_id>/", following.commitment, name="commitment"),
    path("commitments/<uuid:commitment_id>/move/", following.move, name="move"),
    path("commitments/<uuid:commitment_id>/reply/", following.reply, name="reply"),
    path("commitments/<uuid:commitment_id>/link/", following.link, name="link"),
    path("commitments/<uuid:commitment_id>/publish/", following.publish, name="publish"),
    path("invited/<str:key>/", inviting.invited, name="invited"),
    path("invitations/<uuid:invitation_id>/remove/", inviting.take_back, name="take_back"),
    path("changes/<uuid:change_id>/told/", inviting.told, name="change_told"),
    path("series/<uuid:series_id>/", inviting.series, name="series"),
    path("new/", meetings.new, name="new"),
    path("ask/<str:code>/", public.ask, name="ask"),
    path("ask/<str:code>/handouts/<uuid:handout_id>/", handouts.take, name="handout"),
    path("handouts/<uuid:handout_id>/remove/", handouts.remove, name="handout_remove"),
    path("ask/<str:code>/<str:name>", minutes.public_paper, name="public_paper"),
    path("answers/<str:receipt>/", public.answer, name="answer"),
    path("questions/<uuid:question_id>/sound/", questions.sound, name="sound"),
    path("questions/<uuid:question_id>/", questions.review, name="review"),
    path("<uuid:gathering_id>/", said.programme, name="programme"),
    path("<uuid:gathering_id>/edit/", inviting.edit, name="edit"),
    path("<uuid:gathering_id>/invitations/", inviting.invitations, name="invitations"),
    path("<uuid:gathering_id>/invitations/all/", inviting.invite_all, name="invite_all"),
    path("<uuid:gathering_id>/frame/", said.frame, name="frame"),
    path("<uuid:gathering_id>/handouts/new/", handouts.add, name="handout_new"),
    path("<uuid:gathering_id>/difficulties/", said.hands, name="hands"),
    path("<uuid:gathering_id>/questions/", questions.questions, name="questions"),
    path("<uuid:gathering_id>/questions/slip/", questions.slip, name="slip"),
    path("<uuid:gathering_id>/minutes/", minutes.minutes, name="minutes"),
    path("<uuid:gathering_id>/minutes/approve/", minutes.approve, name="approve"),
    path("<uuid:gathering_id>/minutes/<str:name>", minutes.paper, name="paper"),
    path("<uuid:gathering_id>/<str:kind>/new/", said.new_item, name="new_item"),
    path("<uuid:gathering_id>/<str:kind>/<uuid:item_id>/", said.item, name="item"),
    path("<uuid:gathering_id>/<str:kind>/<uuid:item_id>/remove/", said.remove, name="remove"),
]
