"""Finding words on the whole site and replacing them: always shown first, always as new drafts."""
