"""Pages of corrections, boards, histories and judgements."""
