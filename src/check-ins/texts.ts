import type { HealthColour, HealthDimension } from "../cadences/questions/health-scale.ts";
import type { Disclosure } from "../cadences/table.ts";
import { capitalised, frenchOf, plural } from "../platform/texts/language.ts";

const enCheckIns = { day: "daily", week: "weekly", month: "monthly", quarter: "quarterly", year: "annual" };
const frCheckIn = {
  day: "point quotidien",
  week: "point hebdomadaire",
  month: "point mensuel",
  quarter: "point trimestriel",
  year: "point annuel",
};
const frCheckIns = {
  day: "points quotidiens",
  week: "points hebdomadaires",
  month: "points mensuels",
  quarter: "points trimestriels",
  year: "points annuels",
};

const en = {
  weekOf: (monday: string) => `week of ${monday}`,
  whoReads: {
    team: "Read by the program’s team and lead; what matters goes into the digests.",
    lead: "Read by the program’s lead only, never in a message; the digests have colours, dates and numbers.",
    executive: "Read by the lead, the sponsors and the steering committee.",
  } satisfies Record<Disclosure, string>,
  /** The name of what one person is asked besides the rhythm, for a reason. */
  occasion: "A few questions",
  prompt: {
    fallback: (cadence: string, program: string, due: string) => `${cadence} for ${program}, ${due}.`,
    late: "Sent late: Drumbeat was not running at the planned time.",
    checkIn: "Check in",
    checkInWith: "Check in with these words",
    nothingToReport: "Nothing to report",
    planUnchanged: "Plan unchanged",
    sameAsLastTime: "Same as last time",
    later: "Later",
    more: "More choices",
    skip: "Skip this time",
    away: "I’m away…",
  },
  welcome: {
    title: "Your first message from Drumbeat.",
    asked: (programs: string) => `You are asked because of your part in ${programs}.`,
    ledBy: (program: string, lead: string) => `${program} (led by ${lead})`,
    leading: (program: string) => `${program} (which you lead)`,
    more: (count: number) => `${count} more`,
    howOften: (rules: string) => `How often: ${rules}.`,
    morning: "What is yours comes in one message a morning; what cannot wait comes at once.",
    skip: "Skip it, or say that you are away, in the “…” menu.",
    preferences: "`/drumbeat preferences` sets when you get something, and how much.",
  },
  reminder: {
    fallback: (cadence: string, program: string, due: string) => `Reminder: ${cadence} for ${program}, ${due}.`,
    line: (due: string) => `A short reminder, the only one: ${due}.`,
    snoozed: (due: string) => `You asked to be reminded. ${capitalised(due)}.`,
  },
  receipt: {
    fallback: (cadence: string, program: string) => `Your check-in is recorded: ${cadence} for ${program}.`,
    done: (at: string) => `✓ Checked in ${at}`,
    late: (at: string) => `✓ Checked in late, ${at}`,
    nothing: "Nothing to report",
    unchanged: (plan: string) => `Plan unchanged: ${plan}`,
    edit: "Edit",
    read: "See your answers…",
    restricted: "What your lead alone reads stands in no message.",
    skipped: "Skipped. No reason is asked or kept.",
    skippedFallback: (cadence: string, program: string) => `You skipped ${cadence} for ${program}.`,
    excused: "You are away, so this is not asked of you.",
    left: "You are no longer among those who are asked this, so nothing is expected of you. Thank you for your help.",
    checkInAfterAll: "Check in after all",
  },
  form: {
    title: "Check-in",
    submit: "Save",
    close: "Cancel",
    moreQuestions: (count: number) => `${count} more ${plural("en", count, "question", "questions")}`,
    byDimension: "Status by dimension",
    back: "Back",
    kept: "What you had typed before is still here.",
    wordsForgotten: "The words that you typed are not kept any more; this is the form without them.",
    wordsBelow: "You have answered this already: the words that you typed stand below your answer.",
    wordsOver: (max: number) =>
      `At most ${max} characters fit here. What is over stands below, and your message has all of it.`,
    elsewhere: (label: string, error: string) => `⚠ ${label}${/[?!:.]$/.test(label) ? "" : ":"} ${error}`,
    drafted: (count: number, rhythm: keyof typeof enCheckIns) =>
      `Drafted from your ${count === 1 ? "" : `${count} `}${enCheckIns[rhythm]} ${plural("en", count, "check-in", "check-ins")}: read it, and change what you like.`,
    draftedOfOthers: (count: number, rhythm: keyof typeof enCheckIns, names: string) =>
      `Drafted from ${count} ${enCheckIns[rhythm]} ${plural("en", count, "check-in", "check-ins")} of ${names}: read it, and change what you like.`,
    others: (count: number) => `${count} ${plural("en", count, "other", "others")}`,
    neededHere: "Needed if you answer here.",
    reason: "Why? Cause, what is being done, back to green when",
    reasonHint: "Needed for at risk and off track, and where the whole is not as its worst dimension.",
    pathAction: "Path to green: what is being done",
    pathHint: "What is done, by whom and by when it is green again: a plan makes a colour credible.",
    pathOwner: "Who does it",
    pathBy: "Green again by",
    dimension: (name: string) => name,
    doneOfPlan: "What you had planned: tick what is done",
    doneOfPlanHint: "What you tick is put in front of what you write below.",
    late: (due: string) => `This was due ${due}; your answer is recorded as late.`,
    early: (opens: string) => `You are early: this opens ${opens}.`,
    choose: "Choose",
    yes: "Yes",
    no: "No",
    scale: (min: number, max: number) => `From ${min} to ${max}`,
  },
  pathToGreen: (action: string, by: string, owner: string | null) =>
    `Path to green: ${action}${owner === null ? "" : ` (${owner})`}, green again by ${by}`,
  health: { green: "On track", amber: "At risk", red: "Off track" } satisfies Record<HealthColour, string>,
  healthMeaning: {
    green: "As planned; the team acts",
    amber: "A problem with a working plan, within your authority",
    red: "We need help: the sponsor or the committee must act",
  } satisfies Record<HealthColour, string>,
  dimensions: {
    time: "Time",
    cost: "Cost",
    scope: "Scope and benefits",
    resources: "Resources",
    risk: "Risks and dependencies",
  } satisfies Record<HealthDimension, string>,
  fieldErrors: {
    required: "Please answer this question.",
    reason: "Say in a line why, and what is being done.",
    notAsWorst: (dimension: string, worst: string, overall: string) =>
      `${dimension} is “${worst}”: say why the whole is “${overall}”, or choose “${worst}”.`,
    pathAction: "Say what is being done to get back to green, or empty the other two fields.",
    pathBy: "Give the day by which it is green again.",
    pastDay: "This day has passed. Choose today or a later day.",
    pastYear: "This day is more than a year ago. Check the year.",
    farYear: "This day is more than ten years away. Check the year.",
    number: "Please enter a number.",
    atLeast: (min: string) => `This must be at least ${min}.`,
    atMost: (max: string) => `This must be at most ${max}.`,
    tooShort: (min: number) => `Please write at least ${min} characters.`,
    tooLong: (max: number) => `At most ${max} characters fit here.`,
    link: "Please give a link that starts with https://.",
  },
  laterForm: {
    title: "Remind me later",
    submit: "Remind me",
    when: "When?",
    inOneHour: "In one hour",
    inThreeHours: "In three hours",
    tomorrow: "Tomorrow at 9:00",
    none: "It closes within the hour: this is the last chance to answer.",
  },
  summary: {
    fallback: (cadence: string, program: string, round: string, count: string) =>
      `${cadence} · ${program} · ${round}: ${count}.`,
    /** `asked`: null where no rate is told. */
    count: (answered: number, asked: number | null) =>
      asked === null ? `${answered} answered` : `${answered} of ${asked} answered`,
    nothing: "Nothing to report:",
    away: (count: number) => `${count} away`,
    more: (count: number) => `and ${count} more`,
    read: "Read the answers",
    onlyCount: "The answers are not shown in this channel.",
  },
  /** In the place of one of long ago. */
  gone: "A check-in that is kept no more.",
  /** Of when somebody else answered. */
  answered: {
    "in-time": "answered in time",
    late: "answered late",
    on: (day: string) => `answered on ${day}`,
  },
  answersView: {
    title: "Answers",
    close: "Close",
    none: "Nobody has answered yet.",
    removed: (on: string) => `Answers were removed on ${on}: they had been kept as long as is said here.`,
    truncated: (count: number) => `${count} more in the export.`,
  },
  silent: {
    line: (cadence: string, program: string, round: string, names: string) =>
      `${cadence} · ${program} · ${round}: no answer yet from ${names}. Only you see this.`,
    /** Of a daily check-in. */
    people: (count: number) => `${count} ${plural("en", count, "person", "people")}`,
    away: (names: string) => `Away? ${names}.`,
    due: (name: string, due: string) => `${name} (due ${due})`,
    none: (cadence: string, program: string, round: string) =>
      `${cadence} · ${program} · ${round}: no answer is missing any more.`,
  },
  silentWeek: {
    /** `asked`: null where no rate is told. */
    came: (cadence: string, program: string, monday: string, answered: number, asked: number | null) =>
      `${cadence} · ${program} · week of ${monday}: ${asked === null ? answered : `${answered} of ${asked}`} ${plural("en", asked ?? answered, "answer", "answers")} came.`,
    away: (names: string) => `Away? ${names}: no answer to the last three. Only you see this.`,
  },
  guide: {
    open: (count: number) =>
      count === 1
        ? "I cannot read free text yet. Your open check-in is one click away:"
        : `I cannot read free text yet. You have ${count} open check-ins:`,
    keptUntil: (count: number, until: string) =>
      count === 1
        ? `Kept until ${until}. One press puts these words into your check-in:`
        : `Kept until ${until}. One press puts these words into the check-in that you choose:`,
    more: (count: number) => `and ${count} more: \`/drumbeat check-in\` lists them`,
    refused: "That check-in takes no answer from you any more.",
    forgotten: "These words are not kept any more.",
    stillOpen: (count: number): string => (count === 1 ? "This one is open:" : "These are open:"),
    nothing: "Nothing is asked of you right now. `/drumbeat check-in` answers ahead of time.",
    none: "I cannot read free text yet, and nothing is asked of you right now. `/drumbeat check-in` answers ahead of time, `/drumbeat help` lists what you can do.",
    beginning: "I cannot read free text yet. This is how it begins:",
  },
  checkIn: {
    which: "Which one?",
    nothing: "You are not part of any check-in. The lead of a program adds you.",
    next: (cadence: string, program: string, opens: string) =>
      `${cadence} for ${program} can be answered from ${opens}.`,
  },
  commands: { checkIn: "answers what is asked of you, early or late too", away: "says until when you are away" },
};

const fr: typeof en = {
  weekOf: (monday) => `semaine du ${monday}`,
  whoReads: {
    team: "Lu par l’équipe et le responsable du programme\u00a0; l’essentiel est repris dans les synthèses.",
    lead: "Lu par le seul responsable du programme, jamais dans un message\u00a0; les synthèses reprennent couleurs, dates et chiffres.",
    executive: "Lu par le responsable, les sponsors et le comité de pilotage.",
  },
  occasion: "Quelques questions",
  prompt: {
    fallback: (cadence, program, due) => `${cadence} ${frenchOf(program)}, ${due}.`,
    late: "Envoyé en retard\u00a0: Drumbeat était arrêté à l’heure prévue.",
    checkIn: "Faire le point",
    checkInWith: "Répondre avec ce message",
    nothingToReport: "Rien à signaler",
    planUnchanged: "Plan inchangé",
    sameAsLastTime: "Comme la dernière fois",
    later: "Plus tard",
    more: "Autres choix",
    skip: "Passer mon tour",
    away: "Signaler une absence…",
  },
  welcome: {
    title: "Votre premier message de Drumbeat.",
    asked: (programs) => `Drumbeat vous sollicite pour votre part dans ${programs}.`,
    ledBy: (program, lead) => `«\u00a0${program}\u00a0» (conduit par ${lead})`,
    leading: (program) => `«\u00a0${program}\u00a0» (que vous conduisez)`,
    more: (count) => `${count} de plus`,
    howOften: (rules) => `Fréquence\u00a0: ${rules}.`,
    morning:
      "Ce qui vous revient arrive le matin, en un seul message\u00a0; ce qui ne peut pas attendre arrive aussitôt.",
    skip: "Le menu «\u00a0…\u00a0» permet de passer votre tour ou de signaler une absence.",
    preferences: "`/drumbeat preferences` règle le moment et la quantité de messages.",
  },
  reminder: {
    fallback: (cadence, program, due) => `Rappel\u00a0: ${cadence} ${frenchOf(program)}, ${due}.`,
    line: (due) => `Un bref rappel, le seul\u00a0: ${due}.`,
    snoozed: (due) => `Voici le rappel que vous avez demandé\u00a0: ${due}.`,
  },
  receipt: {
    fallback: (cadence, program) => `Votre réponse est enregistrée\u00a0: ${cadence} ${frenchOf(program)}.`,
    done: (at) => `✓ Point fait le ${at}`,
    late: (at) => `✓ Point fait en retard, le ${at}`,
    nothing: "Rien à signaler",
    unchanged: (plan) => `Plan inchangé\u00a0: ${plan}`,
    edit: "Modifier",
    read: "Voir vos réponses…",
    restricted: "Ce que votre responsable est seul à lire ne figure dans aucun message.",
    skipped: "Tour passé. Aucune raison n’est demandée ni conservée.",
    skippedFallback: (cadence, program) => `Vous avez passé votre tour\u00a0: ${cadence} ${frenchOf(program)}.`,
    excused: "Absence signalée\u00a0: rien ne vous est demandé.",
    left: "Ce point d’étape ne vous est plus demandé\u00a0: aucune réponse n’est attendue de vous. Merci de votre aide.",
    checkInAfterAll: "Faire le point quand même",
  },
  form: {
    title: "Point d’étape",
    submit: "Enregistrer",
    close: "Annuler",
    moreQuestions: (count) => `${count} ${plural("fr", count, "autre question", "autres questions")}`,
    byDimension: "Statut par dimension",
    back: "Retour",
    kept: "Ce que vous aviez saisi est toujours là.",
    wordsForgotten: "Ce que vous aviez écrit n’est plus conservé\u00a0; voici le formulaire sans votre message.",
    wordsBelow: "Vous avez déjà répondu\u00a0: ce que vous venez d’écrire figure sous votre réponse.",
    wordsOver: (max) =>
      `${max} caractères au plus tiennent ici. La suite figure ci-dessous, et votre message est complet dans la conversation.`,
    elsewhere: (label, error) => `⚠ ${label}${/[?!:.]$/.test(label) ? "" : "\u00a0:"} ${error}`,
    drafted: (count, rhythm) =>
      count === 1
        ? `Brouillon tiré de votre ${frCheckIn[rhythm]}\u00a0: à relire et à modifier.`
        : `Brouillon tiré de vos ${count} ${frCheckIns[rhythm]}\u00a0: à relire et à modifier.`,
    draftedOfOthers: (count, rhythm, names) =>
      `Brouillon tiré de ${count} ${count === 1 ? frCheckIn[rhythm] : frCheckIns[rhythm]} (${names})\u00a0: à relire et à modifier.`,
    others: (count) => `${count} ${plural("fr", count, "autre personne", "autres personnes")}`,
    neededHere: "Nécessaire si vous répondez ici.",
    reason: "Pourquoi\u00a0? Cause, action en cours, retour au vert prévu",
    reasonHint: "À remplir si le statut est à risque ou hors trajectoire, ou s’il diffère de la pire des dimensions.",
    pathAction: "Retour au vert\u00a0: ce qui est fait",
    pathHint: "Quoi, qui, et pour quand\u00a0: un plan rend le statut crédible.",
    pathOwner: "Par qui",
    pathBy: "Retour au vert prévu le",
    dimension: (name) => name,
    doneOfPlan: "Ce que vous prévoyiez\u00a0: cochez ce qui est fait",
    doneOfPlanHint: "Les lignes cochées sont reprises avant ce que vous écrivez ci-dessous.",
    late: (due) => `Ce point était à remettre pour le ${due}\u00a0; votre réponse sera marquée en retard.`,
    early: (opens) => `Vous êtes en avance\u00a0: ce point ouvre le ${opens}.`,
    choose: "Choisir",
    yes: "Oui",
    no: "Non",
    scale: (min, max) => `De ${min} à ${max}`,
  },
  pathToGreen: (action, by, owner) =>
    `Retour au vert\u00a0: ${action}${owner === null ? "" : ` (${owner})`}, prévu pour le ${by}`,
  health: { green: "Conforme", amber: "À risque", red: "Hors trajectoire" },
  healthMeaning: {
    green: "Comme prévu\u00a0; l’équipe agit",
    amber: "Un problème, mais un plan crédible, à votre niveau",
    red: "Besoin d’aide\u00a0: au sponsor ou au comité d’agir",
  },
  dimensions: {
    time: "Délais",
    cost: "Coûts",
    scope: "Périmètre et bénéfices",
    resources: "Ressources",
    risk: "Risques et dépendances",
  },
  fieldErrors: {
    required: "Merci de répondre à cette question.",
    reason: "Dites en une ligne pourquoi, et ce que vous faites pour y remédier.",
    notAsWorst: (dimension, worst, overall) =>
      `${dimension}\u00a0: «\u00a0${worst}\u00a0». Dites pourquoi l’ensemble est «\u00a0${overall}\u00a0», ou choisissez «\u00a0${worst}\u00a0».`,
    pathAction: "Dites ce qui est fait pour revenir au vert, ou videz les deux autres champs.",
    pathBy: "Indiquez la date de retour au vert.",
    pastDay: "Ce jour est passé. Choisissez aujourd’hui ou un jour à venir.",
    pastYear: "Ce jour remonte à plus d’un an. Vérifiez l’année.",
    farYear: "Ce jour est dans plus de dix ans. Vérifiez l’année.",
    number: "Merci d’indiquer un nombre.",
    atLeast: (min) => `La valeur doit être d’au moins ${min}.`,
    atMost: (max) => `La valeur ne peut pas dépasser ${max}.`,
    tooShort: (min) => `Merci d’écrire au moins ${min} caractères.`,
    tooLong: (max) => `La réponse ne peut pas dépasser ${max} caractères.`,
    link: "Merci de donner un lien qui commence par https://.",
  },
  laterForm: {
    title: "Me le rappeler",
    submit: "Me le rappeler",
    when: "Quand\u00a0?",
    inOneHour: "Dans une heure",
    inThreeHours: "Dans trois heures",
    tomorrow: "Demain à 9\u00a0h",
    none: "Ce point se ferme dans l’heure\u00a0: c’est le moment de répondre.",
  },
  summary: {
    fallback: (cadence, program, round, count) => `${cadence} · ${program} · ${round}\u00a0: ${count}.`,
    count: (answered, asked) =>
      `${answered} ${plural("fr", answered, "réponse", "réponses")}${asked === null ? "" : ` sur ${asked}`}`,
    nothing: "Rien à signaler\u00a0:",
    away: (count) => `${count} ${plural("fr", count, "absence", "absences")}`,
    more: (count) => `et ${count} ${plural("fr", count, "autre", "autres")}`,
    read: "Lire les réponses",
    onlyCount: "Les réponses ne s’affichent pas dans ce canal.",
  },
  gone: "Un point d’étape qui n’est plus conservé.",
  answered: {
    "in-time": "réponse reçue à temps",
    late: "réponse reçue en retard",
    on: (day) => `réponse du ${day}`,
  },
  answersView: {
    title: "Réponses",
    close: "Fermer",
    none: "Personne n’a répondu pour l’instant.",
    removed: (on) => `Des réponses ont été supprimées le ${on}, au terme de leur durée de conservation.`,
    truncated: (count) => `${count} ${plural("fr", count, "autre", "autres")} dans l’export.`,
  },
  silent: {
    line: (cadence, program, round, names) =>
      `${cadence} · ${program} · ${round}\u00a0: encore sans réponse\u00a0: ${names}. Ce message n’est visible que de vous.`,
    people: (count) => `${count} ${plural("fr", count, "personne", "personnes")}`,
    away: (names) => `Une absence\u00a0? ${names}.`,
    due: (name, due) => `${name} (à remettre pour le ${due})`,
    none: (cadence, program, round) => `${cadence} · ${program} · ${round}\u00a0: plus aucune réponse ne manque.`,
  },
  silentWeek: {
    came: (cadence, program, monday, answered, asked) =>
      `${cadence} · ${program} · semaine du ${monday}\u00a0: ${answered} ${plural("fr", answered, "réponse", "réponses")}${asked === null ? "" : ` sur ${asked}`}.`,
    away: (names) =>
      `Une absence\u00a0? ${names}\u00a0: pas de réponse aux trois derniers. Ce message n’est visible que de vous.`,
  },
  guide: {
    open: (count) =>
      count === 1
        ? "Je ne comprends pas encore les messages libres. Votre point d’étape est à un clic\u00a0:"
        : `Je ne comprends pas encore les messages libres. Vous avez ${count} points d’étape ouverts\u00a0:`,
    keptUntil: (count, until) =>
      count === 1
        ? `Ce message est conservé jusqu’au ${until}. Un clic suffit pour le reprendre dans votre point d’étape\u00a0:`
        : `Ce message est conservé jusqu’au ${until}. Un clic suffit pour le reprendre dans le point d’étape de votre choix\u00a0:`,
    more: (count) =>
      `et ${count} ${plural("fr", count, "autre", "autres")}\u00a0: \`/drumbeat check-in\` en donne la liste`,
    refused: "Ce point d’étape n’accepte plus de réponse de votre part.",
    forgotten: "Ce message n’est plus conservé.",
    stillOpen: (count) => (count === 1 ? "Celui-ci est ouvert\u00a0:" : "Ceux-ci sont ouverts\u00a0:"),
    nothing: "Rien ne vous est demandé pour l’instant. `/drumbeat check-in` permet de répondre en avance.",
    none: "Je ne comprends pas encore les messages libres, et rien ne vous est demandé pour l’instant. `/drumbeat check-in` permet de répondre en avance, `/drumbeat help` montre ce que vous pouvez faire.",
    beginning: "Je ne comprends pas encore les messages libres. Voici par où commencer\u00a0:",
  },
  checkIn: {
    which: "Lequel\u00a0?",
    nothing: "Vous ne participez à aucun point d’étape. Le responsable d’un programme peut vous y ajouter.",
    next: (cadence, program, opens) => `${cadence} ${frenchOf(program)}\u00a0: réponse possible à partir du ${opens}.`,
  },
  commands: {
    checkIn: "répond à ce qui vous est demandé, même en avance ou en retard",
    away: "signale votre absence, jusqu’au jour que vous indiquez",
  },
};

export const checkInTexts = { en, fr };
export type CheckInTexts = typeof en;
