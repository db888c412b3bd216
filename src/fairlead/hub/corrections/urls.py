"""Addresses of corrections, boards, histories and judgements."""

from __future__ import annotations

from django.urls import URLPattern, path

from fairlead.hub.corrections.views import boards, histories, judgements, proposals
from fairlead.hub.pages import pages

DATA = ("json", "csv")

urlpatterns: list[URLPattern] = [
    *pages("corrections/", proposals.corrections, "corrections"),
    path("corrections/new/", proposals.new, name="correction-new"),
    path("corrections/thanks/", proposals.thanks, name="correction-thanks"),
    path("corrections/import/", proposals.import_file, name="correction-import"),
    path("corrections/file/", proposals.file, name="correction-file"),
    *pages("corrections/<uuid:proposal>/", proposals.correction, "correction"),
    *[
        path(f"corrections/<uuid:proposal>/{do}/", proposals.act, {"do": do}, name=f"correction-{do}")
        for do in ("vote", "decide", "admit", "refuse", "withdraw", "reopen")
    ],
    path("corrections/versions/<int:number>/undo/", histories.undo, name="fact-undo"),
    *pages("history/<slug:table>/<path:key>/", histories.history, "fact-history"),
    *pages("boards/", boards.boards, "boards"),
    path("boards/new/", boards.new, name="board-new"),
    *pages("boards/<slug:slug>/", boards.board, "board"),
    path("boards/<slug:slug>/change/", boards.change, name="board-change"),
    path("boards/<slug:slug>/seats/", boards.seat, name="board-seat"),
    path("boards/<slug:slug>/seats/<int:seat>/empty/", boards.unseat, name="board-unseat"),
    *pages("judgements/", judgements.judgements, "judgements"),
    *pages("judgements/of/<slug:initiative>/", judgements.of_initiative, "initiative-judgements"),
    path("judgements/of/<slug:initiative>/new/", judgements.new, name="judgement-new"),
    *[
        path(f"judgements/<uuid:judgement>/{do}/", judgements.act, {"do": do}, name=f"judgement-{do}")
        for do in ("withdraw", "again", "reply")
    ],
]
