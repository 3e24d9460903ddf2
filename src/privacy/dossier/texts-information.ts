/** The information note: what a works council needs before it is consulted, on two pages. */

import type { CEILINGS } from "../../delivery/attention/rules.ts";
import { monthsSaid } from "../../people/texts-retention.ts";
import { dayAndMonth, list } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { CheckIn, Configuration } from "./configuration.ts";
import { fact, type Part, type Says, type Statement, setting, type Table, tested, toComplete } from "./statement.ts";
import {
  ceilingSaid,
  counted,
  daySaid,
  hoursSaid,
  minutesAWeek,
  minutesSaid,
  ROLES,
  readersSaid,
  weekSaid,
} from "./words.ts";

export function informationNote(of: Configuration): Part {
  return {
    title: { en: "1. Information note", fr: "1. Note d’information en vue de la consultation du CSE" },
    sections: [
      { heading: { en: "What it is", fr: "De quoi il s’agit" }, says: purpose() },
      {
        heading: { en: "What is asked, of whom, how often", fr: "Ce qui est demandé, à qui, à quelle fréquence" },
        says: asking(of),
      },
      { heading: { en: "If someone does not answer", fr: "Si quelqu’un ne répond pas" }, says: silence(of) },
      { heading: { en: "How many messages, and when", fr: "Combien de messages, et quand" }, says: messages(of) },
      {
        heading: { en: "Who reads what, and how long it is kept", fr: "Qui lit quoi, et combien de temps" },
        says: [...readers(of), howLong(of)],
      },
      { heading: { en: "What it does not do", fr: "Ce que Drumbeat ne fait pas" }, says: whatNot() },
      { heading: { en: "What each person can do", fr: "Ce que chacun peut faire" }, says: rights() },
      { heading: { en: "The works council", fr: "Le comité social et économique" }, says: council(of) },
    ],
  };
}

function purpose(): Says[] {
  return [
    [
      tested(
        "what-it-does",
        "Drumbeat is an app in Slack. It asks those who work on a program what moved, what blocks them and what they need decided, keeps a register of risks, requests and decisions, and writes digests for the program’s leads and sponsors.",
        "Drumbeat est une application dans Slack. Elle demande à ceux qui travaillent sur un programme ce qui a avancé, ce qui les bloque et ce qui doit être décidé, tient un registre des risques, demandes et décisions, et rédige des synthèses pour ceux qui conduisent et parrainent le programme.",
      ),
      toComplete(
        "why, what it replaces, where and from when, the pilot included; who runs the server and its backups, in which country",
        "pourquoi, ce que cela remplace, où et à partir de quand, pilote compris\u00a0; qui exploite le serveur et ses sauvegardes, dans quel pays",
      ),
    ],
  ];
}

function asking(of: Configuration): Says[] {
  const { checkIns } = of;
  return [
    setting(
      "checkIns",
      `${counted("en", of.people, "person is", "people are")} asked today, in ${counted("en", of.programs, "program", "programs")} with ${counted("en", checkIns.length, "check-in", "check-ins")} (annex A has each of them).`,
      `${counted("fr", of.people, "personne est sollicitée", "personnes sont sollicitées")} à ce jour, dans ${counted("fr", of.programs, "programme", "programmes")} et ${counted("fr", checkIns.length, "point d’étape", "points d’étape")} (détail en annexe A).`,
    ),
    ...(checkIns.length === 0 ? [] : [checkInTable(checkIns)]),
    [
      tested(
        ["minutes-estimated", "no-sums"],
        "The minutes are estimated, at one for each text and a quarter for any other question: no one’s time is measured.",
        "Les minutes sont estimées, à raison d’une par texte et d’un quart par autre question\u00a0: le temps de personne n’est mesuré.",
      ),
      tested(
        "asks-no-opinion",
        "No question that Drumbeat brings along asks how anybody feels, or for an opinion of a colleague, a stakeholder or a sponsor: a score or a confidence is that of an objective or a date.",
        "Aucune question fournie par Drumbeat ne porte sur le ressenti, ni ne demande un avis sur un collègue, une partie prenante ou un sponsor\u00a0: une note ou une confiance est celle d’un objectif ou d’une échéance.",
      ),
      ...pilots(checkIns),
    ],
    choosing(of),
  ];
}

/** What is kept to choose a sponsor, and from when. */
function choosing({ choosingConsultedOn: on, retention }: Configuration): Statement[] {
  const day = on === null ? null : daySaid(on);
  const kept = monthsSaid(retention.candidates);
  return [
    setting(
      "candidates",
      `To choose the sponsor of a program, its leads and the people they ask may enter facts with their day about candidates, never a score: each without seeing what others entered first, each confirmed by someone else. A candidate reads their own. All of it goes ${kept.en} after the choice.`,
      `Pour choisir le sponsor d’un programme, ses responsables et les personnes qu’ils sollicitent peuvent saisir des faits datés sur les candidats, jamais une note\u00a0: chacun sans voir d’abord la saisie des autres, chaque fait étant confirmé par un tiers. Un candidat lit ce qui le concerne. Tout disparaît ${kept.fr} après le choix.`,
    ),
    setting(
      "choosingConsultedOn",
      day
        ? `The works council was consulted on this on ${day.en}.`
        : "Where the law gives staff a works council this is off: no day of a consultation has been entered.",
      day
        ? `Le CSE a été consulté à ce sujet le ${day.fr}.`
        : "Là où la loi prévoit une représentation du personnel, cette fonction est désactivée\u00a0: aucun jour de consultation n’est indiqué.",
    ),
  ];
}

interface Alike {
  first: CheckIn;
  all: CheckIn[];
}

/** Check-ins of several programs that ask alike are one row. */
function alike(checkIns: readonly CheckIn[]): Alike[] {
  const by = Map.groupBy(checkIns, ({ name, howOften, disclosure, isOpenToAll, hasChannel, isRequired, isPaused }) =>
    JSON.stringify([name, howOften, disclosure, isOpenToAll, hasChannel, isRequired, isPaused]),
  );
  return [...by.values()].flatMap((all) => (all[0] ? [{ first: all[0], all }] : []));
}

function checkInTable(checkIns: readonly CheckIn[]): Table {
  return {
    head: [
      { en: "Check-in (programs)", fr: "Point d’étape (programmes)" },
      { en: "How often; minutes a week", fr: "Fréquence\u00a0; minutes par semaine" },
      { en: "Who reads the answers one by one", fr: "Qui lit les réponses une à une" },
    ],
    widths: [0.26, 0.46, 0.28],
    rows: alike(checkIns).map(({ first, all }) => {
      const { name, howOften, hasChannel, disclosure, isPaused, isRequired } = first;
      const readers = readersSaid(first);
      const posts = hasChannel && disclosure === "team";
      const minutes = minutesSaid(Math.max(...all.map(minutesAWeek)));
      return {
        because: { setting: "checkIns" as const },
        cells: [
          { en: `${name.en} (${all.length})`, fr: `${name.fr} (${all.length})` },
          {
            en: `${howOften.en}${isPaused ? ", paused" : ""}${isRequired ? ", without opting out" : ""}; ${minutes.en}`,
            fr: `${howOften.fr}${isPaused ? ", en pause" : ""}${isRequired ? ", sans retrait possible" : ""}\u00a0; ${minutes.fr}`,
          },
          {
            en: `${readers.en}${posts ? "; a summary in its channel" : ""}`,
            fr: `${readers.fr}${posts ? "\u00a0; un résumé dans son canal" : ""}`,
          },
        ],
      };
    }),
  };
}

function pilots(checkIns: readonly CheckIn[]): Statement[] {
  const trying = checkIns.filter(({ pilot }) => pilot !== null);
  const people = trying.reduce((sum, { pilot }) => sum + (pilot ?? 0), 0);
  return trying.length === 0
    ? []
    : [
        setting(
          "checkIns",
          `A pilot runs now: ${counted("en", people, "person is", "people are")} asked before all others. A pilot is a use.`,
          `Un pilote est en cours\u00a0: ${counted("fr", people, "personne est sollicitée", "personnes sont sollicitées")} avant les autres. Un pilote est une mise en œuvre.`,
        ),
      ];
}

function silence({ checkIns, settings }: Configuration): Says[] {
  const required = checkIns.filter(({ isRequired }) => isRequired).length;
  const isTogether = settings.messagesCome === "together";
  return [
    [
      tested(
        "skip-one-press",
        "Skipping is one press, without a reason, and nothing follows from it in Drumbeat.",
        "Passer son tour\u00a0: un clic, sans motif ni suite dans Drumbeat.",
      ),
      tested(
        "one-reminder",
        isTogether
          ? "There is one reminder at most, and none of a daily check-in that comes in the morning message."
          : "There is one reminder at most.",
        isTogether
          ? "Il y a au plus un rappel, et aucun pour un point quotidien reçu dans le message du matin."
          : "Il y a au plus un rappel.",
      ),
      setting(
        "checkIns",
        required === 0
          ? "Anyone who is asked can opt out of each check-in for good."
          : `Anyone who is asked can opt out for good, but of ${counted("en", required, "check-in", "check-ins")}, as the table says.`,
        required === 0
          ? "Chacun peut se retirer durablement de chaque point d’étape."
          : `Chacun peut se retirer durablement, sauf de ${counted("fr", required, "point d’étape", "points d’étape")}, comme l’indique le tableau.`,
      ),
      tested(
        "opted-out-counted",
        "Leads see how many have opted out, never who.",
        "Les responsables voient combien se sont retirés, jamais qui.",
      ),
    ],
    [
      tested(
        ["daily-counted", "away-after-three"],
        "Of a daily check-in leads are told how many have not answered; after three in a row they read the name, with “away?”.",
        "Pour un point quotidien, les responsables savent combien n’ont pas répondu\u00a0; après trois de suite, ils lisent le nom, suivi de «\u00a0absent\u00a0?\u00a0».",
      ),
      tested(
        "silent-to-leads",
        "Of longer ones they read the names while it is open; a lead’s own silence is told to the deputy, else to an admin, and no one’s further up.",
        "Pour les autres, ils lisent les noms tant que le point est ouvert\u00a0; le silence d’un responsable est signalé à son suppléant, sinon à un administrateur, et jamais plus haut.",
      ),
      tested(
        "absence-days",
        "Of an absence its days, the cover and who entered it are kept, never why.",
        "D’une absence sont conservés les jours, le remplaçant et qui l’a saisie, jamais le motif.",
      ),
    ],
  ];
}

const TOLD = ["team", "lead", "sponsor", "committee"] as const satisfies (keyof typeof CEILINGS)[];

function messages(of: Configuration): Says[] {
  const { settings } = of;
  const hours = hoursSaid(of);
  const days = weekSaid(settings.workingWeek);
  const ceilings = (language: "en" | "fr") =>
    list(
      LOCALE[language],
      TOLD.map((role) => `${ROLES[role][language]} ${ceilingSaid(role)[language]}`),
    );
  return [
    [
      tested(
        "ceilings-held",
        `Meant at most a week: ${ceilings("en")}.`,
        `Plafonds visés par semaine\u00a0: ${ceilings("fr")}.`,
      ),
      ...measured(of),
    ],
    [
      setting(
        "messagesCome",
        settings.messagesCome === "together"
          ? "What is someone’s comes in one message a morning; a sponsor’s, once a week."
          : "Each message comes as it happens.",
        settings.messagesCome === "together"
          ? "Ce qui revient à chacun arrive le matin, en un seul message\u00a0; chez un sponsor, une fois par semaine."
          : "Chaque message arrive au fil de l’eau.",
      ),
      setting(
        "hours",
        `Messages come ${hours.en} by the clock of the person who gets them.`,
        `Les messages arrivent ${hours.fr}, à l’heure locale du destinataire.`,
      ),
      setting("workingWeek", `Working days: ${days.en}.`, `Jours de travail\u00a0: ${days.fr}.`),
      setting(
        "areHoursLocked",
        settings.areHoursLocked
          ? "No one has other hours, not by their own choice either."
          : "Each person may set their own.",
        settings.areHoursLocked
          ? "Personne n’a d’autres heures, pas même de son propre choix."
          : "Chacun peut régler les siens.",
      ),
      setting(
        "allowsUrgent",
        settings.allowsUrgent
          ? "Urgent requests may come at any hour to those who agreed to it themselves."
          : "Nothing comes outside these hours, however urgent.",
        settings.allowsUrgent
          ? "Les demandes urgentes peuvent arriver à toute heure chez ceux qui l’ont eux-mêmes accepté."
          : "Rien n’arrive hors de ces heures, même urgent (droit à la déconnexion).",
      ),
    ],
  ];
}

const LOCALE = { en: { locale: "en-GB" }, fr: { locale: "fr-FR" } } as const;

function measured({ attention }: Configuration): Statement[] {
  if (attention === null) return [fact("measured", "Nothing has been measured yet.", "Rien n’a encore été mesuré.")];
  const { from, until, roles } = attention;
  const dated = (date: LocalDate) => ({ en: dayAndMonth(LOCALE.en, date), fr: dayAndMonth(LOCALE.fr, date) });
  const [since, to] = [dated(from), dated(until)];
  const known = TOLD.flatMap((role) => roles.find((each) => each.role === role) ?? []);
  const few = TOLD.filter((role) => !known.some((each) => each.role === role));
  const of = (language: "en" | "fr") =>
    known.map(({ role, median, most }) => `${ROLES[role][language]} ${median} / ${most}`).join(", ");
  const untold = (language: "en" | "fr") =>
    list(
      LOCALE[language],
      few.map((role) => ROLES[role][language]),
    );
  return [
    fact(
      "measured",
      `Measured from ${since.en} to ${to.en} by role, never by person (half of them got at most / no one more than): ${known.length === 0 ? "–" : of("en")}.`,
      `Mesuré du ${since.fr} au ${to.fr}, par rôle, jamais par personne (la moitié en reçoit au plus / personne plus de)\u00a0: ${known.length === 0 ? "–" : of("fr")}.`,
    ),
    ...(few.length === 0
      ? []
      : [
          tested(
            "told-from-three-people",
            `Of ${untold("en")} nothing is told: they are fewer than three.`,
            `Rien n’est dit des ${untold("fr")}\u00a0: ils sont moins de trois.`,
          ),
        ]),
  ];
}

function readers({ retention }: Configuration): Says[] {
  const late = monthsSaid(retention.late);
  return [
    [
      tested(
        "readers-by-role",
        "Only the people named in the table read answers one by one: a manager only with a role in that program, an admin of Drumbeat not for being one.",
        "Seuls ceux que nomme le tableau lisent les réponses une à une\u00a0: un supérieur s’il a un rôle dans ce programme, un administrateur de Drumbeat pas à ce titre.",
      ),
    ],
    [
      tested(
        "going-up-asked",
        "Two working days before a line goes to sponsors or committee in a digest its author sees it with its readers, and may reword it or keep it in the team, the register included. Without an answer the line goes; that silence is no consent.",
        "Deux jours ouvrés avant qu’une ligne parte aux sponsors ou au comité dans une synthèse, son auteur la voit avec ses lecteurs\u00a0: il peut la reformuler ou la garder dans l’équipe, registre compris. Sans réponse, la ligne est transmise\u00a0; ce silence n’est pas un consentement.",
      ),
      tested(
        "written-for-above",
        "What is answered to a check-in that they read goes to them without being asked about, unless it seems sensitive.",
        "Ce qui est répondu à un point qu’ils lisent leur parvient sans cette question, sauf sujet sensible.",
      ),
      tested(
        "register-readers",
        "Risks, blockers, requests and decisions in answers become entries of the register under their author’s name, for those who read that check-in; what is entered by hand is for all roles of the program.",
        "Risques, blocages, demandes et décisions des réponses entrent au registre au nom de leur auteur, pour ceux qui lisent ce point\u00a0; ce qui est saisi à la main, pour tous les rôles.",
      ),
    ],
    [
      setting(
        "late",
        `No screen and no export shows at what time someone answered: in time or late, and ${late.en} after the close the day alone. The database has the instant as long as the answer.`,
        `Aucun écran ni export ne montre l’heure d’une réponse\u00a0: à temps ou en retard, et, ${late.fr} après la clôture, le seul jour. La base garde l’instant aussi longtemps que la réponse.`,
      ),
      tested(
        "views-only",
        "What leads alone read is in no message, file, picture or log; all other messages and files the owners of the Slack workspace can export.",
        "Ce que seuls les responsables lisent n’est dans aucun message, fichier, image ou journal\u00a0; les autres messages et fichiers, les propriétaires de l’espace Slack peuvent les exporter.",
      ),
      tested(
        "people-confidential",
        "What someone whose yes a program needs said of it is read by its leads, by the person who keeps the contact and by that person, in views alone; no one writes down what they think of anyone.",
        "Ce qu’a dit quelqu’un dont un programme attend un oui n’est lu que par ses responsables, par qui garde le contact et par cette personne, à l’écran seulement\u00a0; nul n’y note ce qu’il pense d’autrui.",
      ),
      tested(
        ["exports-pseudonymous", "names-by-two"],
        "Exports carry pseudonyms; one by name takes two persons and a reason, and is seen by those concerned.",
        "Les exports sont pseudonymisés\u00a0; un export nominatif exige deux personnes et un motif, et se voit.",
      ),
    ],
  ];
}

function howLong({ retention }: Configuration): Statement[] {
  const [daily, other, ended] = [
    monthsSaid(retention["daily-answers"]),
    monthsSaid(retention["other-answers"]),
    monthsSaid(retention["decisions-and-digests"]),
  ];
  return [
    setting(
      "daily-answers",
      `Daily answers are kept ${daily.en},`,
      `Les réponses quotidiennes sont conservées ${daily.fr},`,
    ),
    setting("other-answers", `others ${other.en},`, `les autres ${other.fr},`),
    setting(
      "decisions-and-digests",
      `the register and digests ${ended.en} beyond the end of their program.`,
      `le registre et les synthèses ${ended.fr} après la fin de leur programme.`,
    ),
    tested(
      ["goes-on-the-first", "announced-first"],
      "What has been kept so long goes on the first of the next month, announced 30 days ahead or more. Part 2 has all terms.",
      "Ce qui a atteint son terme part le premier du mois suivant, annoncé au moins 30 jours avant. La partie 2 a tous les délais.",
    ),
  ];
}

function whatNot(): Says[] {
  return [
    [
      tested(
        ["no-sums", "no-rate-below-five", "roles-from-three"],
        "No score, no ranking, no profile: nothing sums what a person did, overdue decisions are told of no body of fewer than three people, and no rate is of fewer than five.",
        "Ni note, ni classement, ni profil\u00a0: rien ne totalise ce qu’une personne a fait, aucun retard de décision n’est dit d’une instance de moins de trois personnes, aucun taux de moins de cinq.",
      ),
      tested(
        "nothing-sent",
        "No artificial intelligence, no automated decision (GDPR art. 22); nothing is sent to anybody but Slack.",
        "Ni intelligence artificielle, ni décision automatisée (RGPD, art. 22)\u00a0; rien n’est transmis à d’autres que Slack.",
      ),
      tested(
        "slack-scopes",
        "No watching of screens, calls or presence: annex B says what it reads of Slack.",
        "Aucune surveillance d’écran, d’appels ou de présence\u00a0: l’annexe B dit ce qui est lu de Slack.",
      ),
      toComplete(
        "the undertaking not to use it for appraisal, pay or discipline",
        "l’engagement de ne pas s’en servir pour l’évaluation, la rémunération ou la discipline",
      ),
    ],
  ];
}

function rights(): Says[] {
  return [
    [
      tested(
        "own-data",
        "/drumbeat my data shows each person what is kept about them, until when, who may read it, who exported it or was shown what few may read, and what others wrote of them; there they download it, call it wrong or object.",
        "/drumbeat mes données montre à chacun ce qui est conservé sur lui, jusqu’à quand, qui le lit, qui l’a exporté ou lu à titre réservé, et ce que d’autres ont écrit de lui\u00a0; il y télécharge, signale une erreur ou s’oppose.",
      ),
      tested(
        ["objection-answered", "objection-in-a-month"],
        "An objection is to be answered within a month; meanwhile they are asked as before, and may skip or opt out.",
        "Une opposition est à traiter sous un mois\u00a0; d’ici là, il est sollicité comme avant, et peut passer ou se retirer.",
      ),
      tested(
        ["two-persons", "erased-everywhere", "votes-stay", "erasure-receipt"],
        "Erasure takes two persons: name, texts and files go, decisions and counts stay, and a receipt says what could not be reached.",
        "L’effacement exige deux personnes\u00a0: nom, textes et fichiers partent, décisions et décomptes restent, un reçu dit ce qui n’a pu être atteint.",
      ),
      tested(
        "sensitive-asked",
        "Where a text seems to be about health, family, faith, a union or an absence, its author alone is asked; until then those who read the check-in read it, and no one above the leads.",
        "Si un texte semble toucher à la santé, à la famille, aux convictions religieuses, à un syndicat ou à une absence, son seul auteur est interrogé\u00a0; d’ici là, les lecteurs du point le lisent, mais personne au-dessus des responsables.",
      ),
    ],
  ];
}

function council({ handedOver }: Configuration): Says[] {
  const reference = handedOver?.reference ? ` (${handedOver.reference})` : "";
  const last = handedOver && daySaid(handedOver.on);
  return [
    [
      setting(
        "handedOver",
        last === null
          ? "No dossier has been handed over yet."
          : `The last dossier was handed over on ${last.en}${reference}.`,
        last === null
          ? "Aucun dossier n’a encore été remis."
          : `Le dernier dossier a été remis le ${last.fr}${reference}.`,
      ),
      tested(
        ["beyond-asked", "file-asked"],
        "What goes beyond it (annex B) is saved as off, or with the date of a consultation, in Slack and by a file.",
        "Ce qui va au-delà (annexe B) est enregistré sans effet, ou avec la date d’une consultation, dans Slack comme par fichier.",
      ),
      toComplete(
        "date and opinion of the consultation, undertakings given",
        "date et avis de la consultation, engagements pris",
      ),
    ],
  ];
}
