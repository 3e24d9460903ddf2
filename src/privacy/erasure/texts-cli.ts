/** What `drumbeat person erase` and `erasures` say. */
import { type Language, plural } from "../../platform/texts/language.ts";

const en = {
  usage: `Usage: drumbeat person erase HANDLE --reason "…" [--database FILE|URL] [--workspace SLACK_TEAM_ID]
       drumbeat person erase --again FILE         after a restore: does again what FILE lists
       drumbeat person erasures                   lists them, as FILE`,
  howFar: (command: string) => `It begins once Drumbeat runs. How far it has come: ${command}`,
  sameName: (handle: string) => `${handle} has the same name. If it is the same person, erase it on its own.`,
  unnoted: "Nothing will note it beside this database: set ERASURES_FILE (docs/operations.md, Back-up and restore).",
  erased: (on: string) => `Erased on ${on}.`,
  begun: (on: string) => `Begun on ${on}; it goes on while Drumbeat runs.`,
  notReached: "What could not be reached:",
  noFile: (file: string) => `there is no file ${file}`,
  again: (count: number) =>
    count === 0
      ? "Nothing was to be done again."
      : `Done again: ${count}. What is in Slack follows once Drumbeat runs.`,
};

const fr: typeof en = {
  usage: `Usage\u00a0: drumbeat person erase IDENTIFIANT --reason "…" [--database FICHIER|URL] [--workspace SLACK_TEAM_ID]
        drumbeat person erase --again FICHIER      après une restauration\u00a0: refait ce que liste FICHIER
        drumbeat person erasures                   en donne la liste, pour FICHIER`,
  howFar: (command) => `L’effacement commence dès que Drumbeat fonctionne. Pour savoir où il en est\u00a0: ${command}`,
  sameName: (handle) =>
    `${handle} porte le même nom. S’il s’agit de la même personne, effacez aussi ce compte, à part.`,
  unnoted:
    "Rien ne le notera à côté de cette base de données\u00a0: indiquez un fichier dans ERASURES_FILE (docs/operations.md, «\u00a0Backup and restore\u00a0»).",
  erased: (on) => `Effacement terminé le ${on}.`,
  begun: (on) => `Effacement commencé le ${on}\u00a0; il se poursuit tant que Drumbeat fonctionne.`,
  notReached: "Ce qui n’a pas pu être atteint\u00a0:",
  noFile: (file) => `le fichier ${file} n’existe pas`,
  again: (count) =>
    count === 0
      ? "Rien n’était à refaire."
      : `${count} ${plural("fr", count, "effacement refait", "effacements refaits")}. Ce qui est dans Slack suivra une fois Drumbeat démarré.`,
};

export const erasureCommandTexts: Record<Language, typeof en> = { en, fr };
