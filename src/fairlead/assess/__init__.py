"""The assessment: from purchases to where forced labour may sit, and whom to act with."""
