/** What `drumbeat person` says. */
import { type Language, plural } from "../platform/texts/language.ts";

const en = {
  usage: `Usage: drumbeat person export HANDLE --reason "…" [--out FILE]   all that is kept about them, as JSON
       drumbeat person erase HANDLE --reason "…"
       drumbeat person erase --again FILE         after a restore: does again what FILE lists
       drumbeat person erasures                   lists them, as FILE
       all: [--database FILE|URL] [--workspace SLACK_TEAM_ID]`,
  noReason: 'Say why with --reason "…": it stands in the log, and whoever is exported reads it.',
  begun: "Begun; it goes on while Drumbeat runs. An admin gets a message when it is done.",
  unnoted: "Nothing notes it beside this database: set ERASURES_FILE (docs/operations.md, Back-up and restore).",
  noFile: (file: string) => `there is no file ${file}`,
  again: (count: number) =>
    count === 0
      ? "Nothing was to be done again."
      : `Done again: ${count}. What is in Slack follows once Drumbeat runs.`,
};

const fr: typeof en = {
  usage: `Usage\u00a0: drumbeat person export IDENTIFIANT --reason "…" [--out FICHIER]   tout ce qui est conservé, en JSON
        drumbeat person erase IDENTIFIANT --reason "…"
        drumbeat person erase --again FICHIER      après une restauration\u00a0: refait ce que liste FICHIER
        drumbeat person erasures                   en donne la liste, pour FICHIER
        partout\u00a0: [--database FICHIER|URL] [--workspace SLACK_TEAM_ID]`,
  noReason:
    'Indiquez pourquoi avec --reason "…"\u00a0: le motif figure dans le journal, et la personne exportée le lit.',
  begun:
    "L’effacement a commencé\u00a0; il se poursuit tant que Drumbeat fonctionne. Un administrateur reçoit un message à la fin.",
  unnoted:
    "Rien ne le note à côté de cette base de données\u00a0: indiquez un fichier dans ERASURES_FILE (docs/operations.md, «\u00a0Backup and restore\u00a0»).",
  noFile: (file) => `le fichier ${file} n’existe pas`,
  again: (count) =>
    count === 0
      ? "Rien n’était à refaire."
      : `${count} ${plural("fr", count, "effacement refait", "effacements refaits")}. Ce qui est dans Slack suivra une fois Drumbeat démarré.`,
};

export const personCommandTexts: Record<Language, typeof en> = { en, fr };
