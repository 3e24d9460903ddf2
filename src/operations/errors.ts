import { errorTable } from "../platform/errors.ts";
import { sizeIn } from "./format-size-and-duration.ts";

/** Why an operation was refused, and what to do: each has a sentence for the operator in both languages. */
export const refusal = errorTable({
  FILE_MISSING: {
    en: ({ file }) => `There is no file ${file}. Check the name.`,
    fr: ({ file }) => `Le fichier ${file} n’existe pas. Vérifiez le nom.`,
  },
  FILE_EXISTS: {
    en: ({ file }) => `${file} exists already, and a backup never replaces a file. Choose another name.`,
    fr: ({ file }) => `${file} existe déjà, et une sauvegarde ne remplace jamais un fichier. Choisissez un autre nom.`,
  },
  FOLDER_MISSING: {
    en: ({ folder }) => `There is no folder ${folder}, or this user may not write there. Make it first.`,
    fr: ({ folder }) => `Le dossier ${folder} n’existe pas, ou cet utilisateur ne peut pas y écrire. Créez-le d’abord.`,
  },
  NOT_A_FILE: {
    en: () =>
      "This database is on a PostgreSQL server, which has its own means: pg_restore, VACUUM, or what your provider offers. docs/operations.md has the commands.",
    fr: () =>
      "Cette base de données est sur un serveur PostgreSQL, qui a ses propres moyens\u00a0: pg_restore, VACUUM, ou ce que propose votre hébergeur. Les commandes sont dans docs/operations.md.",
  },
  NOT_DRUMBEAT: {
    en: ({ file }) => `${file} is not a database of Drumbeat. Check the name.`,
    fr: ({ file }) => `${file} n’est pas une base de données de Drumbeat. Vérifiez le nom.`,
  },
  FILE_DAMAGED: {
    en: ({ file, problem }) => `${file} is damaged (${problem}). Nothing was changed. Take an older backup.`,
    fr: ({ file, problem }) =>
      `${file} est endommagé (${problem}). Rien n’a été modifié. Prenez une sauvegarde plus ancienne.`,
  },
  COPY_DIFFERS: {
    en: ({ table }) => `The copy of the table ${table} differs from the original, so it was thrown away. Try again.`,
    fr: ({ table }) => `La copie de la table ${table} diffère de l’original\u00a0; elle a été supprimée. Recommencez.`,
  },
  IN_USE: {
    en: ({ file }) => `${file} is in use: Drumbeat, or another command, runs on it. Stop it, then try again.`,
    fr: ({ file }) =>
      `${file} est en cours d’utilisation\u00a0: Drumbeat ou une autre commande s’en sert. Arrêtez-le, puis recommencez.`,
  },
  TARGET_UNREADABLE: {
    en: ({ file }) =>
      `${file} can’t be opened as a database, so there’s no way to tell whether Drumbeat still uses it. Stop Drumbeat, move that file away with its -wal and -shm, then try again.`,
    fr: ({ file }) =>
      `${file} ne s’ouvre pas comme base de données\u00a0; impossible de savoir si Drumbeat s’en sert encore. Arrêtez Drumbeat, déplacez ce fichier avec ses -wal et -shm, puis recommencez.`,
  },
  NO_ROOM: {
    en: ({ file, needed, free }) =>
      `${file} takes ${sizeIn("en", Number(needed))}, and ${sizeIn("en", Number(free))} are free on its disk. Make room, then try again.`,
    fr: ({ file, needed, free }) =>
      `${file} demande ${sizeIn("fr", Number(needed))}\u00a0; ${sizeIn("fr", Number(free))} sont libres sur son disque. Faites de la place, puis recommencez.`,
  },
  DUMP_TOOL_MISSING: {
    en: ({ tool }) =>
      `${tool} is not here. Install the client programs of PostgreSQL, of your server’s version or a later one, or back up another way and note it with drumbeat backup --record WHAT.`,
    fr: ({ tool }) =>
      `${tool} n’est pas installé. Installez les programmes clients de PostgreSQL, dans la version de votre serveur ou une version plus récente, ou sauvegardez autrement et notez-le avec drumbeat backup --record NOM.`,
  },
  DUMP_FAILED: {
    en: ({ tool, problem }) => `${tool} failed: ${problem}`,
    fr: ({ tool, problem }) => `${tool} a échoué\u00a0: ${problem}`,
  },
  NOT_A_SERVER: {
    en: () => "The target must be PostgreSQL: postgres://user:password@host/database.",
    fr: () =>
      "Le déplacement se fait vers PostgreSQL\u00a0: indiquez son adresse sous la forme postgres://utilisateur:motdepasse@serveur/base.",
  },
  SOURCE_IS_SERVER: {
    en: () => "This database is on PostgreSQL already: there is nothing to move.",
    fr: () => "Cette base de données est déjà sur PostgreSQL\u00a0: il n’y a rien à déplacer.",
  },
  SOURCE_OUTDATED: {
    en: ({ file }) =>
      `${file} was written by another version of Drumbeat. Start this version on it once and stop it, then move.`,
    fr: ({ file }) =>
      `${file} a été écrit par une autre version de Drumbeat. Lancez cette version une fois sur ce fichier, arrêtez-la, puis déplacez.`,
  },
  TARGET_NOT_EMPTY: {
    en: ({ table }) =>
      `The PostgreSQL database has data already (table ${table}). A move needs an empty one: make it with createdb.`,
    fr: ({ table }) =>
      `La base PostgreSQL contient déjà des données (table ${table}). Le déplacement exige une base vide\u00a0: créez-la avec createdb.`,
  },
  UPGRADE_WITHOUT_BACK_UP: {
    en: ({ problem }) =>
      `This database is of an earlier version, and before it is brought up to date a backup is made beside it. That failed: ${problem} Nothing was changed.`,
    fr: ({ problem }) =>
      `Cette base de données est d’une version antérieure, et une sauvegarde est faite à côté d’elle avant sa mise à niveau. Elle a échoué : ${problem} Rien n’a été modifié.`,
  },
  UPGRADE_FAILED: {
    en: ({ problem, backUp }) =>
      `The database could not be brought up to date: ${problem} It is as it was${backUp && ` (a backup was made before: ${backUp})`}; the earlier version of Drumbeat still runs on it.`,
    fr: ({ problem, backUp }) =>
      `La base de données n’a pas pu être mise à niveau\u00a0: ${problem} Elle est restée telle quelle${backUp && ` (une sauvegarde a été faite auparavant\u00a0: ${backUp})`}\u00a0; la version antérieure de Drumbeat fonctionne toujours avec elle.`,
  },
  ALREADY_MOVED: {
    en: ({ file, to }) => `${file} was moved to ${to} already.`,
    fr: ({ file, to }) => `${file} a déjà été déplacé vers ${to}.`,
  },
});
