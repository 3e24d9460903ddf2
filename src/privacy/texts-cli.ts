/** What `drumbeat person` says. */
import type { Language } from "../platform/texts/language.ts";

const en = {
  usage: `Usage: drumbeat person export HANDLE --reason "…" [--out FILE]   all that is kept about them, as JSON
       drumbeat person erase HANDLE --reason "…"
       all: [--database FILE|URL] [--workspace SLACK_TEAM_ID]`,
  noReason: 'Say why with --reason "…": it stands in the log, and whoever is exported reads it.',
  begun: "Begun; it goes on while Drumbeat runs. An admin gets a message when it is done.",
};

const fr: typeof en = {
  usage: `Usage\u00a0: drumbeat person export IDENTIFIANT --reason "…" [--out FICHIER]   tout ce qui est conservé, en JSON
        drumbeat person erase IDENTIFIANT --reason "…"
        partout\u00a0: [--database FICHIER|URL] [--workspace SLACK_TEAM_ID]`,
  noReason:
    'Indiquez pourquoi avec --reason "…"\u00a0: le motif figure dans le journal, et la personne exportée le lit.',
  begun:
    "L’effacement a commencé\u00a0; il se poursuit tant que Drumbeat fonctionne. Un administrateur reçoit un message à la fin.",
};

export const personCommandTexts: Record<Language, typeof en> = { en, fr };
