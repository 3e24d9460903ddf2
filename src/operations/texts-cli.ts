/** What `drumbeat doctor`, `backup`, `restore`, `vacuum`, `move` and `messages` say of themselves. */
import type { Instant } from "../platform/clock.ts";
import { dateAndTime, type Language, plural } from "../platform/texts/language.ts";

const en = {
  usage: {
    doctor: "Usage: drumbeat doctor [--live [--as HANDLE]] [--json] [--database FILE|URL] [--lang en|fr]",
    backup: `Usage: drumbeat backup FOLDER|FILE | --record WHAT [--database FILE|URL] [--lang en|fr]
  FOLDER         a copy named by its hour; before, what is older than thirty days goes, and the oldest while room is short
  --record WHAT  notes a backup that was made and checked another way, such as a snapshot`,
    restore: "Usage: drumbeat restore FILE --to FILE [--lang en|fr]",
    vacuum: "Usage: drumbeat vacuum [--database FILE] [--lang en|fr]",
    move: "Usage: drumbeat move [--to postgres://… | DATABASE_MOVE_TO in the environment] [--database FILE] [--lang en|fr]",
    messages: `Usage: drumbeat messages status|pause|resume [--database FILE|URL] [--workspace SLACK_TEAM_ID]
  pause   nobody gets a message until they are resumed; what people do themselves is still answered
  resume  what waits is sent, within people's hours`,
  },
  failed: (why: string) => `That failed: ${why}`,
  paused: (workspace: string, since: Instant, waiting: number) =>
    `${workspace}: all messages are paused since ${since}; ${waiting} ${plural("en", waiting, "message", "messages")} wait.`,
  go: (workspace: string, waiting: number) =>
    `${workspace}: messages go; ${waiting} ${plural("en", waiting, "message", "messages")} due within a day.`,
};

const fr: typeof en = {
  usage: {
    doctor: "Usage\u00a0: drumbeat doctor [--live [--as IDENTIFIANT]] [--json] [--database FICHIER|URL] [--lang en|fr]",
    backup: `Usage\u00a0: drumbeat backup DOSSIER|FICHIER | --record NOM [--database FICHIER|URL] [--lang en|fr]
  DOSSIER       une copie nommée d’après son heure\u00a0; avant elle disparaissent les copies de plus de trente jours, et les plus anciennes si la place manque
  --record NOM  note une sauvegarde faite et vérifiée autrement, comme un instantané`,
    restore: "Usage\u00a0: drumbeat restore FICHIER --to FICHIER [--lang en|fr]",
    vacuum: "Usage\u00a0: drumbeat vacuum [--database FICHIER] [--lang en|fr]",
    move: "Usage\u00a0: drumbeat move [--to postgres://… | DATABASE_MOVE_TO dans l’environnement] [--database FICHIER] [--lang en|fr]",
    messages: `Usage\u00a0: drumbeat messages status|pause|resume [--database FICHIER|URL] [--workspace SLACK_TEAM_ID]
  pause   plus aucun message ne part jusqu’à la reprise\u00a0; ce que chacun fait de lui-même reçoit toujours une réponse
  resume  ce qui attend est envoyé, dans les horaires de chacun`,
  },
  failed: (why) => `La commande a échoué\u00a0: ${why}`,
  paused: (workspace, since, waiting) =>
    `${workspace}\u00a0: tous les messages sont suspendus depuis le ${dateAndTime(FRENCH, since)} UTC\u00a0; ${waiting} ${plural("fr", waiting, "message attend", "messages attendent")}.`,
  go: (workspace, waiting) =>
    `${workspace}\u00a0: les messages partent\u00a0; ${waiting} ${plural("fr", waiting, "message prévu", "messages prévus")} d’ici un jour.`,
};

const FRENCH = { locale: "fr-FR", zone: "UTC" };

export const operationCommandTexts: Record<Language, typeof en> = { en, fr };
