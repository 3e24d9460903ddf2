/** What operators read in their terminal. */
import { type Language, plural } from "../platform/texts/language.ts";
import { ARRIVING, type Arriving } from "../slack/kinds-received.ts";
import type { State } from "./doctor-thresholds.ts";
import type { UpgradeToDo } from "./upgrade-database.ts";

/** One line of `drumbeat doctor` each: what is, and where it is not well, how to put it right. */
const doctorEn = {
  "configuration-ok": ({ mode }: Facts) => `The environment is complete; Slack is reached by ${mode}.`,
  "configuration-wrong": ({ variable }: Facts) =>
    `${variable} is missing or malformed: set it in the environment or in .env (docs/operations.md, Configuration).`,
  "secret-file": ({ variable }: Facts) =>
    `${variable}_FILE does not give ${variable}: its file cannot be read or is empty, or both are set. Keep one of them, and let this user read the file.`,
  "measures-none": () =>
    "Measures (/metrics) are served nowhere, as strangers reach the port of Slack’s requests: set METRICS_PORT, and METRICS_HOST where it is for this machine alone.",
  "token-ok": ({ team }: Facts) => `The bot token is good, for the workspace ${team}.`,
  "token-refused": ({ error }: Facts) =>
    `Slack refuses the bot token (${error}): install the app again (OAuth & Permissions), put the new xoxb-… into SLACK_BOT_TOKEN and restart.`,
  "messages-paused": ({ on }: Facts) =>
    `All messages have been paused since ${on}: no one gets check-ins or other messages. Send them again with: drumbeat messages resume.`,
  "app-removed": ({ on, reason }: Facts) =>
    `Since ${on} Slack has not taken the app’s token (${reason}). Nothing is sent; everything recorded is kept until someone decides about it (docs/operations.md, What to do when).`,
  "token-elsewhere": ({ team }: Facts) =>
    `The bot token is for the workspace ${team}, of which this database has no record: check that DATABASE_URL and SLACK_BOT_TOKEN belong together.`,
  "network-direct": ({ host }: Facts) => `${host} is reached directly, without a proxy.`,
  "network-proxy": ({ host, proxy }: Facts) => `${host} is reached through the proxy ${proxy}.`,
  "slack-kept-away": ({ sentence }: Facts) => `Slack cannot be reached: ${sentence}`,
  "slack-unreachable": ({ problem }: Facts) =>
    `Slack cannot be reached (${problem}): check the network, the proxy and status.slack.com.`,
  "app-token-ok": () => "The app-level token is good: Socket Mode can connect.",
  "app-token-refused": ({ error }: Facts) =>
    `Slack refuses the app-level token (${error}): make one with the scope connections:write (Basic Information) and put it into SLACK_APP_TOKEN.`,
  "scopes-ok": ({ count }: Facts) => `All ${count} scopes of manifest.yml are granted.`,
  "scopes-missing": ({ scopes }: Facts) =>
    `These scopes are missing: ${scopes}. Paste manifest.yml into the app’s settings (App Manifest) and reinstall it.`,
  "scopes-unneeded": ({ scopes }: Facts) =>
    `These scopes are granted and not needed: ${scopes}. Paste manifest.yml into the app’s settings and reinstall it.`,
  "scopes-unsaid": () =>
    "Slack’s answer names no scopes, so they weren’t compared: does a proxy remove the header x-oauth-scopes?",
  "requests-came": ({ at }: Facts) => `Slack’s requests arrive and their signatures match, the last at ${at}.`,
  "requests-none": ({ port, path }: Facts) =>
    `No one has pressed or submitted anything in the last two days that reached port ${port}, ${path}. If people have, check in the app’s settings the request addresses (Slash Commands, Interactivity, Event Subscriptions) and that SLACK_SIGNING_SECRET is this app’s (Basic Information).`,
  "channels-ok": ({ count }: Facts) =>
    Number(count) === 0
      ? "No program posts to a channel."
      : `${count} ${plural("en", Number(count), "channel", "channels")} of programs can be reached.`,
  "channel-refused": ({ title, sentence }: Facts) => `${title}: ${sentence}`,
  "channels-unfinished": ({ count }: Facts) =>
    `Slack is rate-limiting: ${count} channels weren’t checked. Try again in a minute.`,
  "members-left-out": ({ count }: Facts) =>
    `${count} ${plural("en", Number(count), "member was", "members were")} left out: Slack gave them in a form that it doesn’t document. They are asked nothing. Look for a newer version of Drumbeat; the next start reads them again.`,
  "clock-ok": () => "The clock of this machine agrees with Slack’s.",
  "clock-off": ({ seconds }: Facts) =>
    `The clock of this machine is ${seconds} s off Slack’s: turn on time synchronisation (timedatectl set-ntp true).`,
  "database-clock-ok": () => "The database’s clock agrees with this machine’s.",
  "database-clock-off": ({ seconds }: Facts) =>
    `The database’s clock is ${seconds} s off this machine’s: turn on time synchronisation on both. Drumbeat goes by the database’s; over HTTP, Slack’s requests are checked by this machine’s, and from a minute on it’s not ready.`,
  "database-none": ({ place }: Facts) => `There is no database ${place} yet: the first start makes it.`,
  "database-ok": ({ place }: Facts) => `The database ${place} is healthy and writable.`,
  "database-refused": ({ sentence }: Facts) => `${sentence}`,
  "database-unwritable": ({ place }: Facts) =>
    `The database ${place} is not writable: is the disk full, or is another process locking it?`,
  "migrations-open": ({ count }: Facts) =>
    `${count} ${plural("en", Number(count), "migration", "migrations")} pending: the next start runs them. A file is backed up next to itself first; for PostgreSQL, make a backup now.`,
  "disk-ok": ({ free }: Facts) => `${free} are free on the disk of the database.`,
  "disk-short": ({ free }: Facts) =>
    `Only ${free} are free on the disk of the database: make room, or move the database to a larger disk.`,
  "vacuum-due": ({ free, size }: Facts) =>
    `${free} of the database’s ${size} are free: stop Drumbeat and run drumbeat vacuum, which also leaves nothing of what was deleted.`,
  "copies-old": ({ files, days }: Facts) =>
    `These copies of the database are older than ${days} days, or than what was deleted for good, and still contain what has been deleted since: ${files}. Delete those that you no longer need.`,
  "erasures-ok": ({ file }: Facts) => `Erasures are noted in ${file}: after a restore they are done again.`,
  "erasures-unnoted": () =>
    "Erasures are noted nowhere beside this database: people who were erased come back once an older backup is restored. Set ERASURES_FILE to a file that no restore replaces (docs/operations.md, Backup and restore).",
  "erasures-unwritable": ({ file }: Facts) =>
    `${file}, in which erasures are to be noted (ERASURES_FILE), cannot be read and written: make its folder, and let this user write there. Until then no erasure goes on.`,
  "privacy-ok": () => "No one else on this machine can read the database.",
  "privacy-open": ({ files }: Facts) => `Others on this machine can read or change this: chmod go-rwx ${files}`,
  "zone-data-ok": ({ ours }: Facts) => `Time-zone data: ${ours}.`,
  "zone-data-older": ({ ours, stored }: Facts) =>
    `The time-zone data of this Node.js (${ours}) are older than those Drumbeat last ran with (${stored}): update Node.js, or times will be wrong where a law changed.`,
  "back-up-ok": ({ age }: Facts) => `The last backup is ${age} old.`,
  "back-up-old": ({ age }: Facts) => `The last backup is ${age} old: run drumbeat backup FOLDER every night.`,
  "back-up-none": () => "No backup has been made yet: run drumbeat backup FOLDER every night.",
  "live-kinds-ok": ({ count }: Facts) =>
    `Slack accepts the latest message of each kind, made again by this version (${count} ${plural("en", Number(count), "kind", "kinds")}).`,
  "live-kind-refused": ({ name, error }: Facts) =>
    `Slack refuses messages of the kind ${name} (${error}): send this output to whoever maintains Drumbeat; drumbeat messages shows whether one waits.`,
  "live-limited": ({ count }: Facts) =>
    `Slack is rate-limiting: ${count} ${plural("en", Number(count), "check wasn’t", "checks weren’t")} made. Try again in a minute.`,
  "live-home-ok": ({ count }: Facts) =>
    `Slack accepts Home (${count} ${plural("en", Number(count), "page", "pages")}).`,
  "live-home-refused": ({ name, error }: Facts) =>
    `Slack refuses page ${name} of Home (${error}): send this output to whoever maintains Drumbeat.`,
  "live-commands-ok": ({ count }: Facts) => `Slack accepts what the commands show (${count} checked).`,
  "live-command-refused": ({ name, error }: Facts) =>
    `Slack refuses what /drumbeat ${name} shows (${error}): send this output to whoever maintains Drumbeat.`,
  "live-arrived": () => `Slack has delivered everything people can do at least once (${arrivalsIn("en", ARRIVING)}).`,
  "live-never-arrived": ({ kinds }: Facts) =>
    `Drumbeat has noted none of these from Slack so far: ${arrivalsIn("en", String(kinds).split(" "))}. If people have used them, check Slash Commands, Interactivity & Shortcuts and Event Subscriptions in the app’s settings in Slack.`,
  "live-times": (times: Facts) => `A test message: ${stepsIn("en", times)}.`,
  "live-step-failed": ({ step, error }: Facts) =>
    `A test message failed at ${stepIn("en", step)} (${error}): check the scopes chat:write, im:write and files:write, and that the workspace allows messages and uploads by apps.`,
  "live-nobody": () => "No test message was sent, and Home wasn’t checked: name yourself with --as HANDLE.",
} as const;

type Facts = Record<string, string | number>;
export type DoctorSentence = keyof typeof doctorEn;

const doctorFr = {
  "configuration-ok": ({ mode }: Facts) => `La configuration est complète\u00a0; la liaison avec Slack est en ${mode}.`,
  "configuration-wrong": ({ variable }: Facts) =>
    `${variable} est absente ou mal formée\u00a0: indiquez-la dans l’environnement ou dans .env (docs/operations.md, «\u00a0Configuration\u00a0»).`,
  "secret-file": ({ variable }: Facts) =>
    `${variable}_FILE ne donne pas ${variable}\u00a0: son fichier est illisible ou vide, ou les deux variables sont définies. N’en gardez qu’une et laissez cet utilisateur lire le fichier.`,
  "measures-none": () =>
    "Les mesures (/metrics) ne sont servies nulle part, car le port des requêtes de Slack est joignable par tous\u00a0: indiquez METRICS_PORT, et METRICS_HOST si elles ne concernent que cette machine.",
  "token-ok": ({ team }: Facts) => `Le jeton du bot est valable, pour l’espace de travail ${team}.`,
  "token-refused": ({ error }: Facts) =>
    `Slack refuse le jeton du bot (${error})\u00a0: réinstallez l’application (OAuth & Permissions), mettez le nouveau xoxb-… dans SLACK_BOT_TOKEN et redémarrez.`,
  "messages-paused": ({ on }: Facts) =>
    `Tous les messages sont suspendus depuis le ${on}\u00a0: plus personne ne reçoit de point d’étape ni d’autre message. Pour reprendre\u00a0: drumbeat messages resume.`,
  "app-removed": ({ on, reason }: Facts) =>
    `Depuis le ${on}, Slack n’accepte plus le jeton de l’application (${reason}). Rien n’est demandé ni envoyé\u00a0; tout ce qui a été enregistré est conservé tant que personne n’en décide autrement (docs/operations.md, «\u00a0What to do when\u00a0»).`,
  "token-elsewhere": ({ team }: Facts) =>
    `Le jeton du bot est celui de l’espace de travail ${team}, inconnu de cette base\u00a0: vérifiez que DATABASE_URL et SLACK_BOT_TOKEN vont ensemble.`,
  "network-direct": ({ host }: Facts) => `${host} est joint directement, sans proxy.`,
  "network-proxy": ({ host, proxy }: Facts) => `${host} est joint par le proxy ${proxy}.`,
  "slack-kept-away": ({ sentence }: Facts) => `Slack est injoignable\u00a0: ${sentence}`,
  "slack-unreachable": ({ problem }: Facts) =>
    `Slack est injoignable (${problem})\u00a0: vérifiez le réseau, le proxy et status.slack.com.`,
  "app-token-ok": () => "Le jeton d’application est valable\u00a0: le Socket Mode peut se connecter.",
  "app-token-refused": ({ error }: Facts) =>
    `Slack refuse le jeton d’application (${error})\u00a0: créez-en un avec le droit connections:write (Basic Information) et mettez-le dans SLACK_APP_TOKEN.`,
  "scopes-ok": ({ count }: Facts) => `Les ${count} droits de manifest.yml sont accordés.`,
  "scopes-missing": ({ scopes }: Facts) =>
    `Il manque ces droits\u00a0: ${scopes}. Collez manifest.yml dans les réglages de l’application (App Manifest) et réinstallez-la.`,
  "scopes-unneeded": ({ scopes }: Facts) =>
    `Ces droits sont accordés sans être nécessaires\u00a0: ${scopes}. Collez manifest.yml dans les réglages de l’application et réinstallez-la.`,
  "scopes-unsaid": () =>
    "La réponse de Slack n’indique aucun droit, ils n’ont donc pas été comparés\u00a0: un proxy retire-t-il l’en-tête x-oauth-scopes\u00a0?",
  "requests-came": ({ at }: Facts) =>
    `Les requêtes de Slack arrivent et leurs signatures sont bonnes, la dernière à ${at}.`,
  "requests-none": ({ port, path }: Facts) =>
    `En deux jours, aucun clic ni formulaire n’est arrivé au port ${port}, ${path}. S’il y en a eu, vérifiez dans les réglages de l’application les adresses des requêtes (Slash Commands, Interactivity, Event Subscriptions), et que SLACK_SIGNING_SECRET est bien celui de cette application (Basic Information).`,
  "channels-ok": ({ count }: Facts) =>
    Number(count) === 0
      ? "Aucun programme ne publie dans un canal."
      : `${count} ${plural("fr", Number(count), "canal de programme est accessible", "canaux de programmes sont accessibles")}.`,
  "channel-refused": ({ title, sentence }: Facts) => `${title}\u00a0: ${sentence}`,
  "channels-unfinished": ({ count }: Facts) =>
    `Slack demande d’attendre\u00a0: ${count} canaux n’ont pas été vérifiés. Recommencez dans une minute.`,
  "members-left-out": ({ count }: Facts) =>
    `${count} ${plural("fr", Number(count), "membre n’a pas été repris", "membres n’ont pas été repris")}\u00a0: Slack les donne sous une forme qu’il ne documente pas. Rien ne leur est demandé. Cherchez une version plus récente de Drumbeat\u00a0; le prochain démarrage les relit.`,
  "clock-ok": () => "L’horloge de cette machine est à l’heure de Slack.",
  "clock-off": ({ seconds }: Facts) =>
    `L’horloge de cette machine s’écarte de ${seconds}\u00a0s de celle de Slack\u00a0: activez la synchronisation (timedatectl set-ntp true).`,
  "database-clock-ok": () => "L’horloge de la base de données est à l’heure de cette machine.",
  "database-clock-off": ({ seconds }: Facts) =>
    `L’horloge de la base de données s’écarte de ${seconds}\u00a0s de celle de cette machine\u00a0: activez la synchronisation sur les deux. Drumbeat suit celle de la base\u00a0; en HTTP, les requêtes de Slack sont vérifiées par celle de cette machine, et au-delà d’une minute elle n’est pas prête.`,
  "database-none": ({ place }: Facts) =>
    `La base de données ${place} n’existe pas encore\u00a0: le premier démarrage la crée.`,
  "database-ok": ({ place }: Facts) => `La base de données ${place} est saine et accepte les écritures.`,
  "database-refused": ({ sentence }: Facts) => `${sentence}`,
  "database-unwritable": ({ place }: Facts) =>
    `La base de données ${place} n’accepte pas d’écriture\u00a0: son disque est-il plein, un autre programme la verrouille-t-il\u00a0?`,
  "migrations-open": ({ count }: Facts) =>
    `${count} ${plural("fr", Number(count), "migration reste à faire\u00a0: le prochain démarrage s’en charge", "migrations restent à faire\u00a0: le prochain démarrage s’en charge")}. Un fichier est d’abord sauvegardé à côté de lui-même\u00a0; pour une base PostgreSQL, faites une sauvegarde maintenant.`,
  "disk-ok": ({ free }: Facts) => `${free} libres sur le disque de la base de données.`,
  "disk-short": ({ free }: Facts) =>
    `Il ne reste que ${free} libres sur le disque de la base de données\u00a0: faites de la place ou changez de disque.`,
  "vacuum-due": ({ free, size }: Facts) =>
    `${free} des ${size} de la base de données sont libres\u00a0: arrêtez Drumbeat et lancez drumbeat vacuum, qui ne laisse rien non plus de ce qui a été supprimé.`,
  "copies-old": ({ files, days }: Facts) =>
    `Ces copies de la base de données ont plus de ${days} jours, ou sont antérieures à une suppression définitive, et contiennent encore ce qui a été supprimé depuis\u00a0: ${files}. Supprimez celles dont vous n’avez plus besoin.`,
  "erasures-ok": ({ file }: Facts) =>
    `Les effacements sont notés dans ${file}\u00a0: ils sont refaits après une restauration.`,
  "erasures-unnoted": () =>
    "Les effacements ne sont notés nulle part à côté de cette base\u00a0: une personne effacée y figure à nouveau dès qu’une sauvegarde antérieure est restaurée. Indiquez dans ERASURES_FILE un fichier qu’aucune restauration ne remplace (docs/operations.md, «\u00a0Backup and restore\u00a0»).",
  "erasures-unwritable": ({ file }: Facts) =>
    `${file}, où noter les effacements (ERASURES_FILE), ne peut être lu et écrit\u00a0: créez son dossier et laissez cet utilisateur y écrire. D’ici là, aucun effacement n’avance.`,
  "privacy-ok": () => "Personne d’autre sur cette machine ne peut lire la base de données.",
  "privacy-open": ({ files }: Facts) =>
    `D’autres utilisateurs de cette machine peuvent lire ou modifier ceci\u00a0: chmod go-rwx ${files}`,
  "zone-data-ok": ({ ours }: Facts) => `Les données de fuseaux horaires sont ${ours}.`,
  "zone-data-older": ({ ours, stored }: Facts) =>
    `Les données de fuseaux horaires de ce Node.js (${ours}) sont plus anciennes que celles du dernier démarrage (${stored})\u00a0: mettez Node.js à jour, sinon l’heure sera fausse là où la loi a changé.`,
  "back-up-ok": ({ age }: Facts) => `La dernière sauvegarde date de ${age}.`,
  "back-up-old": ({ age }: Facts) =>
    `La dernière sauvegarde date de ${age}\u00a0: lancez drumbeat backup DOSSIER chaque nuit.`,
  "back-up-none": () => "Aucune sauvegarde n’a été faite\u00a0: lancez drumbeat backup DOSSIER chaque nuit.",
  "live-kinds-ok": ({ count }: Facts) =>
    `Slack accepte le dernier message de chaque type, refait par cette version (${count} ${plural("fr", Number(count), "type", "types")}).`,
  "live-kind-refused": ({ name, error }: Facts) =>
    `Slack refuse les messages du type ${name} (${error})\u00a0: transmettez ces lignes à qui maintient Drumbeat\u00a0; drumbeat messages dit si l’un d’eux attend.`,
  "live-limited": ({ count }: Facts) =>
    `Slack limite les appels\u00a0: ${count} ${plural("fr", Number(count), "vérification n’a pas été faite", "vérifications n’ont pas été faites")}. Réessayez dans une minute.`,
  "live-home-ok": ({ count }: Facts) =>
    `Slack accepte l’accueil (${count} ${plural("fr", Number(count), "page", "pages")}).`,
  "live-home-refused": ({ name, error }: Facts) =>
    `Slack refuse la page ${name} de l’accueil (${error})\u00a0: transmettez ces lignes à qui maintient Drumbeat.`,
  "live-commands-ok": ({ count }: Facts) =>
    `Slack accepte ce qu’affichent les commandes (${count}\u00a0vérifications).`,
  "live-command-refused": ({ name, error }: Facts) =>
    `Slack refuse ce qu’affiche /drumbeat ${name} (${error})\u00a0: transmettez ces lignes à qui maintient Drumbeat.`,
  "live-arrived": () =>
    `Slack a transmis au moins une fois tout ce que l’on peut faire (${arrivalsIn("fr", ARRIVING)}).`,
  "live-never-arrived": ({ kinds }: Facts) =>
    `Drumbeat n’a encore rien noté de ce genre venant de Slack\u00a0: ${arrivalsIn("fr", String(kinds).split(" "))}. Si quelqu’un s’en est servi, vérifiez Slash Commands, Interactivity & Shortcuts et Event Subscriptions dans les réglages de l’application chez Slack.`,
  "live-times": (times: Facts) => `Un message de test\u00a0: ${stepsIn("fr", times)}.`,
  "live-step-failed": ({ step, error }: Facts) =>
    `Un message de test n’a pas passé l’étape «\u00a0${stepIn("fr", step)}\u00a0» (${error})\u00a0: vérifiez les droits chat:write, im:write et files:write, et que l’espace de travail accepte les messages et les fichiers des applications.`,
  "live-nobody": () =>
    "Aucun message de test n’est parti, et l’accueil n’a pas été vérifié\u00a0: indiquez-vous avec --as IDENTIFIANT.",
} satisfies Record<DoctorSentence, (facts: Facts) => string>;

export interface OperationTexts {
  doctor: Record<DoctorSentence, (facts: Facts) => string>;
  states: Record<State, string>;
  summary(counts: Record<State, number>): string;
  backedUp(copy: { file: string; size: string; rows: number; tables: number }): string;
  dumped(file: string, size: string): string;
  recorded(what: string): string;
  notRecorded: string;
  notNoted: string;
  restored(copy: { file: string; rows: number; tables: number }): string;
  previousSaved(file: string): string;
  unnoted(file: string): string;
  vacuumed(file: string, before: string, after: string): string;
  movedTable(table: { name: string; rows: number; checksum: string }): string;
  moved(to: string, rows: number): string;
  failed(sentence: string): string;
  /** Of a command that upgrades on its way. */
  upgrade(todo: UpgradeToDo): string;
}

/** What a check of the installation does with a message in the real Slack, in turn. */
export const LIVE_STEPS = ["post", "update", "reply", "upload", "share", "remove"] as const;
export type LiveStep = (typeof LIVE_STEPS)[number];
const DOING: Record<Language, Record<LiveStep, string>> = {
  en: {
    post: "posting",
    update: "changing",
    reply: "replying",
    upload: "uploading a picture",
    share: "sharing a file",
    remove: "removing",
  },
  fr: {
    post: "envoi",
    update: "modification",
    reply: "réponse",
    upload: "dépôt d’une image",
    share: "partage d’un fichier",
    remove: "suppression",
  },
};

const ARRIVALS: Record<Language, Record<Arriving, string>> = {
  en: {
    command: "commands",
    shortcut: "shortcuts",
    message_action: "message shortcuts",
    block_actions: "buttons",
    view_submission: "forms",
    app_home_opened: "opening Home",
    "message.im": "messages to the app",
  },
  fr: {
    command: "commandes",
    shortcut: "raccourcis",
    message_action: "raccourcis de message",
    block_actions: "boutons",
    view_submission: "formulaires",
    app_home_opened: "ouverture de l’accueil",
    "message.im": "messages à l’application",
  },
};

function arrivalsIn(language: Language, kinds: readonly string[]): string {
  return ARRIVING.flatMap((kind) => (kinds.includes(kind) ? [ARRIVALS[language][kind]] : [])).join(", ");
}

function stepIn(language: Language, step: Facts[string] | undefined): string {
  return LIVE_STEPS.flatMap((each) => (each === step ? [DOING[language][each]] : [])).join("");
}

function stepsIn(language: Language, times: Facts): string {
  return LIVE_STEPS.flatMap((step) =>
    times[step] === undefined ? [] : [`${DOING[language][step]} ${times[step]}\u00a0ms`],
  ).join(", ");
}

export const operationTexts: Record<Language, OperationTexts> = {
  en: {
    doctor: doctorEn,
    states: { ok: "ok", warn: "check", fail: "FAIL" },
    summary: ({ ok, warn, fail }) =>
      fail > 0
        ? `${fail} ${plural("en", fail, "problem", "problems")}, ${warn} to check, ${ok} OK.`
        : `${warn} to check, ${ok} OK.`,
    backedUp: ({ file, size, rows, tables }) => `${file}: ${size}, ${rows} rows in ${tables} tables, checked.`,
    dumped: (file, size) => `${file}: ${size}, read back whole.`,
    recorded: (what) => `Noted: ${what} is a backup made just now.`,
    notRecorded: "The database takes no writes at the moment, so nothing was noted. Try again.",
    notNoted:
      "The database couldn’t note that this backup was made (it is busy or full, or of another version); the file is good.",
    restored: ({ file, rows, tables }) => `${file} is restored: ${rows} rows in ${tables} tables, checked.`,
    vacuumed: (file, before, after) =>
      `${file} was written anew and checked: ${after} instead of ${before}. What was deleted is in neither the file nor its log; backups made before still contain it.`,
    previousSaved: (file) => `The previous file was kept as ${file}.`,
    unnoted: (file) => `There is no ${file}.sha256, so a change of single values would not have been noticed.`,
    movedTable: ({ name, rows, checksum }) => `${name}: ${rows} rows, ${checksum.slice(0, 16)}… on both sides`,
    moved: (to, rows) =>
      `${rows} rows were moved to ${to} and compared. Set DATABASE_URL to that server and start Drumbeat; it no longer starts on the file.`,
    failed: (sentence) => `Nothing was done: ${sentence}`,
    upgrade: ({ migrations: count, backUp }) =>
      `This database is of an earlier version: ${count} ${plural("en", count, "migration is", "migrations are")} done now. The way back is ${backUp ?? "the server's own backup"}.`,
  },
  fr: {
    doctor: doctorFr,
    states: { ok: "ok", warn: "à voir", fail: "ÉCHEC" },
    summary: ({ ok, warn, fail }) =>
      fail > 0
        ? `${fail} ${plural("fr", fail, "point en échec", "points en échec")}, ${warn} à voir, ${ok} en ordre.`
        : `${warn} à voir, ${ok} en ordre.`,
    backedUp: ({ file, size, rows, tables }) =>
      `${file}\u00a0: ${size}, ${rows} lignes dans ${tables} tables, vérifiées.`,
    dumped: (file, size) => `${file}\u00a0: ${size}, relus en entier.`,
    recorded: (what) => `C’est noté\u00a0: ${what} est une sauvegarde faite à l’instant.`,
    notRecorded: "La base n’accepte pas d’écriture en ce moment\u00a0; rien n’a été noté. Recommencez.",
    notNoted:
      "La base n’a pas pu noter cette sauvegarde (elle est occupée, pleine, ou d’une autre version)\u00a0; le fichier est bon.",
    restored: ({ file, rows, tables }) =>
      `${file} est restauré\u00a0: ${rows} lignes dans ${tables} tables, vérifiées.`,
    vacuumed: (file, before, after) =>
      `${file} a été réécrit et vérifié\u00a0: ${after} au lieu de ${before}. Ce qui a été supprimé n’est plus ni dans le fichier ni dans son journal\u00a0; les sauvegardes antérieures le contiennent encore.`,
    previousSaved: (file) => `Le fichier précédent est conservé sous ${file}.`,
    unnoted: (file) =>
      `${file}.sha256 n’existe pas\u00a0: la modification d’une valeur isolée n’aurait pas été remarquée.`,
    movedTable: ({ name, rows, checksum }) => `${name}\u00a0: ${rows} lignes, ${checksum.slice(0, 16)}… des deux côtés`,
    moved: (to, rows) =>
      `${rows} lignes ont été déplacées vers ${to} et comparées. Indiquez ce serveur dans DATABASE_URL et lancez Drumbeat\u00a0; il ne démarre plus sur le fichier.`,
    failed: (sentence) => `Rien n’a été fait\u00a0: ${sentence}`,
    upgrade: ({ migrations: count, backUp }) =>
      `Cette base de données est d’une version antérieure\u00a0: ${count} ${plural("fr", count, "migration est faite", "migrations sont faites")} maintenant. Pour revenir en arrière\u00a0: ${backUp ?? "la sauvegarde propre au serveur"}.`,
  },
};
