/** Sentences for operators when Drumbeat or a command cannot start. */
import type { StorageFault } from "./storage-fault.ts";
import type { Language } from "./texts/language.ts";

/** `file`: null for the server at DATABASE_URL. */
const ofFile = (rest: string) => (file: string | null) => `the database ${file ?? "at DATABASE_URL"} ${rest}`;

const en = {
  storage: {
    locked: ofFile("is in use by another program that holds it locked. Stop that one, or wait for it."),
    "read-only": ofFile("cannot be written. Give this user the right to write to the file and its folder."),
    full: ofFile("has no room left on its disk."),
    unreachable: ofFile("cannot be opened. Does its folder exist, and may this user write to it?"),
    lost: ofFile("was deleted or replaced while it was used. Put it back, or restore a backup."),
    taken: ofFile(
      "has no connection left: other programs hold them all. Raise max_connections there (an instance takes ten), or stop one of them.",
    ),
    damaged: ofFile("is not a Drumbeat database, or is damaged. Name another file, or restore a backup."),
  } satisfies Record<StorageFault, (file: string | null) => string>,
  serverUnreachable:
    "the database at DATABASE_URL cannot be reached. Is the server running, and does it listen on this host and port?",
  slackAnswered: (error: string) =>
    `Slack answered ${error} to the bot token. Check that SLACK_BOT_TOKEN is this app’s and still valid.`,
  scopesMissing: (scopes: string) =>
    `the app lacks these scopes in Slack: ${scopes}. Paste manifest.yml into its settings (App Manifest) and reinstall it.`,
  slackUnreachable: (problem: string) =>
    `Slack cannot be reached (${problem}). Check the network, and whether slack.com is up.`,
  portInUse: (port: string, before: string) =>
    `port ${port} is in use by another program. Stop that one, or set ${before}PORT to another one.`,
  portForbidden: (port: string, before: string) =>
    `this user may not open port ${port}. Set ${before}PORT to 1024 or above.`,
  noSuchHost: (before: string) => `${before}HOST is no address of this machine. Set it to one, or leave it out.`,
  userRefused:
    "the PostgreSQL server refuses this user and password. Check both in DATABASE_URL, and that the server lets the user in from here (pg_hba.conf).",
  noEncryption:
    "the PostgreSQL server takes no encrypted connections, but DATABASE_URL asks for one. Turn ssl on there, or write sslmode=disable where the network is your own.",
  onlyEncrypted:
    "the PostgreSQL server lets this user in from here only encrypted, or not at all (pg_hba.conf). Add ?sslmode=verify-full to DATABASE_URL.",
  parameterRefused: (name: string) =>
    `the server at DATABASE_URL refuses the start-up parameter ${name}, as PgBouncer does. Set pool_mode=session there, and ignore_startup_parameters=lock_timeout,idle_in_transaction_session_timeout, or name PostgreSQL itself.`,
  noSuchDatabase: (name: string | null) =>
    `the PostgreSQL server has no database ${name ?? "of that name"}. Create it (createdb), or name another one in DATABASE_URL.`,
  noTables: (name: string | null) =>
    `the PostgreSQL user may not make tables in the database ${name ?? "of that name"}. Let it own the database (ALTER DATABASE … OWNER TO …), or grant it CREATE on its schema.`,
  unknownHost: "the host in DATABASE_URL is unknown. Check its name, and this machine's name server.",
  unwritable: (path: string | null) =>
    `this user may not write${path === null ? "" : ` ${path}`}. Give it the right to, or name another file in DATABASE_URL.`,
};

export type StartTexts = typeof en;

const duFichier = (rest: string) => (file: string | null) => `la base de données ${file ?? "de DATABASE_URL"} ${rest}`;

const fr: StartTexts = {
  storage: {
    locked: duFichier("est verrouillée par un autre programme. Arrêtez-le, ou attendez qu’il ait terminé."),
    "read-only": duFichier(
      "n’est pas accessible en écriture. Donnez à cet utilisateur le droit d’écrire dans le fichier et son dossier.",
    ),
    full: duFichier("n’a plus de place sur son disque."),
    unreachable: duFichier(
      "ne peut pas être ouverte. Son dossier existe-t-il, et cet utilisateur peut-il y écrire\u00a0?",
    ),
    lost: duFichier(
      "a été supprimée ou remplacée pendant son utilisation. Remettez-la en place, ou restaurez une sauvegarde.",
    ),
    taken: duFichier(
      "n’a plus de connexion libre\u00a0: d’autres programmes les occupent toutes. Augmentez max_connections sur le serveur (une instance en prend dix), ou arrêtez l’un d’eux.",
    ),
    damaged: duFichier(
      "n’est pas une base de Drumbeat, ou est endommagée. Indiquez un autre fichier, ou restaurez une sauvegarde.",
    ),
  },
  serverUnreachable:
    "la base de données de DATABASE_URL est injoignable. Le serveur est-il démarré, et écoute-t-il à cette adresse et sur ce port\u00a0?",
  slackAnswered: (error) =>
    `Slack a répondu ${error} au jeton du bot. Vérifiez que SLACK_BOT_TOKEN est celui de cette application et est toujours valable.`,
  scopesMissing: (scopes) =>
    `il manque à l’application ces droits dans Slack\u00a0: ${scopes}. Collez manifest.yml dans ses réglages (App Manifest) et réinstallez-la.`,
  slackUnreachable: (problem) => `Slack est injoignable (${problem}). Vérifiez le réseau, et l’état de slack.com.`,
  portInUse: (port, before) =>
    `le port ${port} est occupé par un autre programme. Arrêtez-le, ou donnez une autre valeur à ${before}PORT.`,
  portForbidden: (port, before) =>
    `cet utilisateur ne peut pas ouvrir le port ${port}. Donnez à ${before}PORT une valeur d’au moins 1024.`,
  noSuchHost: (before) => `${before}HOST n’est pas une adresse de cette machine. Corrigez-la, ou retirez-la.`,
  userRefused:
    "le serveur PostgreSQL refuse cet utilisateur et ce mot de passe. Vérifiez-les dans DATABASE_URL, et que le serveur accepte cet utilisateur d’ici (pg_hba.conf).",
  noEncryption:
    "le serveur PostgreSQL n’accepte pas de connexion chiffrée, mais DATABASE_URL en demande une. Activez-y ssl, ou écrivez sslmode=disable si le réseau est le vôtre.",
  onlyEncrypted:
    "le serveur PostgreSQL n’accepte cet utilisateur d’ici que par une connexion chiffrée, ou pas du tout (pg_hba.conf). Ajoutez ?sslmode=verify-full à DATABASE_URL.",
  parameterRefused: (name) =>
    `le serveur de DATABASE_URL refuse le paramètre de démarrage ${name}, comme le fait PgBouncer. Mettez-y pool_mode=session et ignore_startup_parameters=lock_timeout,idle_in_transaction_session_timeout, ou indiquez PostgreSQL lui-même.`,
  noSuchDatabase: (name) =>
    `le serveur PostgreSQL n’a pas de base ${name ?? "de ce nom"}. Créez-la (createdb), ou indiquez-en une autre dans DATABASE_URL.`,
  noTables: (name) =>
    `l’utilisateur PostgreSQL ne peut pas créer de tables dans la base ${name ?? "de ce nom"}. Donnez-lui la base (ALTER DATABASE … OWNER TO …), ou le droit CREATE sur son schéma.`,
  unknownHost: "l’hôte de DATABASE_URL est inconnu. Vérifiez son nom, et le serveur de noms de cette machine.",
  unwritable: (path) =>
    `cet utilisateur ne peut pas écrire${path === null ? "" : ` ${path}`}. Donnez-lui-en le droit, ou indiquez un autre fichier dans DATABASE_URL.`,
};

export const startTexts: Record<Language, StartTexts> = { en, fr };
