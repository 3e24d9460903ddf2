import type { Disclosure } from "../cadences/table.ts";
import type { HealthColour, HealthDimension } from "../health/rules.ts";
import { plural } from "../platform/texts/language.ts";

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
  rhythm: {
    day: "Daily check-in",
    week: "Weekly check-in",
    month: "Monthly check-in",
    quarter: "Quarterly check-in",
    year: "Annual check-in",
  },
  weekOf: (monday: string) => `week of ${monday}`,
  whoReads: {
    team: "Read by the program’s team and lead; what matters goes into the digests.",
    lead: "Read by the program’s lead only; what matters goes into the digests.",
    executive: "Read by the lead, the sponsors and the steering committee.",
  } satisfies Record<Disclosure, string>,
  prompt: {
    fallback: (cadence: string, program: string, due: string) => `${cadence} for ${program}, due ${due}.`,
    due: (round: string, due: string) => `${round} · due ${due}`,
    late: "Sent late: Drumbeat was not running at the planned time.",
    welcome: (lead: string) =>
      `This is your first prompt from Drumbeat. You are asked because you are part of this program, led by ${lead}. Skip it, or say that you are away, in the “…” menu; \`/drumbeat help\` shows the rest.`,
    checkIn: "Check in",
    nothingToReport: "Nothing to report",
    sameAsLastTime: "Same as last time",
    later: "Later",
    more: "More choices",
    skip: "Skip this time…",
    away: "I’m away…",
  },
  reminder: {
    fallback: (cadence: string, program: string, due: string) => `Reminder: ${cadence} for ${program} is due ${due}.`,
    line: (due: string) => `A short reminder, the only one: due ${due}.`,
    snoozed: (due: string) => `You asked to be reminded. Due ${due}.`,
  },
  receipt: {
    fallback: (cadence: string, program: string) => `Your check-in is recorded: ${cadence} for ${program}.`,
    done: (at: string) => `✓ Checked in ${at}`,
    late: (at: string) => `✓ Checked in late, ${at}`,
    nothing: "Nothing to report",
    edit: "Edit",
    skipped: (reason: string) => `Skipped: ${reason}`,
    skippedFallback: (cadence: string, program: string) => `You skipped ${cadence} for ${program}.`,
    excused: "You are away, so this is not asked of you.",
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
    elsewhere: (label: string, error: string) => `⚠ ${label}${/[?!:.]$/.test(label) ? "" : ":"} ${error}`,
    drafted: (count: number, rhythm: keyof typeof enCheckIns) =>
      `Drafted from your ${count === 1 ? "" : `${count} `}${enCheckIns[rhythm]} ${plural("en", count, "check-in", "check-ins")}: read it, and change what you like.`,
    draftedOfOthers: (count: number, rhythm: keyof typeof enCheckIns, names: string) =>
      `Drafted from ${count} ${enCheckIns[rhythm]} ${plural("en", count, "check-in", "check-ins")} of ${names}: read it, and change what you like.`,
    others: (count: number) => `${count} ${plural("en", count, "other", "others")}`,
    reason: "Why? Cause, what is being done, back to green when",
    reasonHint: "Needed for at risk and off track.",
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
    sponsorship: "Sponsor engagement",
  } satisfies Record<HealthDimension, string>,
  fieldErrors: {
    required: "Please answer this question.",
    reason: "Say in a line why, and what is being done.",
    number: "Please enter a number.",
    atLeast: (min: string) => `This must be at least ${min}.`,
    atMost: (max: string) => `This must be at most ${max}.`,
    tooShort: (min: number) => `Please write at least ${min} characters.`,
    tooLong: (max: number) => `At most ${max} characters fit here.`,
    link: "Please give a link that starts with https://.",
  },
  skipForm: {
    title: "Skip this check-in",
    submit: "Skip",
    reason: "Why? A word is enough; it is kept with the round.",
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
  awayForm: {
    title: "I’m away",
    submit: "Save",
    until: "Last day away",
    hint: "You are not asked until then, and not counted as missing.",
  },
  summary: {
    fallback: (cadence: string, program: string, round: string, answered: number, asked: number) =>
      `${cadence} · ${program} · ${round}: ${answered} of ${asked} answered.`,
    count: (answered: number, asked: number) => `${answered} of ${asked} answered`,
    nothing: "Nothing to report:",
    away: (count: number) => `${count} away`,
    more: (count: number) => `and ${count} more`,
    read: "Read the answers",
    onlyCount: "The answers are not shown in this channel.",
  },
  answersView: {
    title: "Answers",
    close: "Close",
    none: "Nobody has answered yet.",
    truncated: (count: number) => `${count} more in the export.`,
  },
  silent: {
    line: (cadence: string, program: string, round: string, names: string) =>
      `${cadence} · ${program} · ${round}: no answer yet from ${names}. Only you see this.`,
  },
  guide: {
    open: (count: number) =>
      count === 1
        ? "I cannot read free text yet. Your open check-in is one click away:"
        : `I cannot read free text yet. You have ${count} open check-ins:`,
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
  rhythm: {
    day: "Point quotidien",
    week: "Point hebdomadaire",
    month: "Point mensuel",
    quarter: "Point trimestriel",
    year: "Point annuel",
  },
  weekOf: (monday) => `semaine du ${monday}`,
  whoReads: {
    team: "Lu par l’équipe et le responsable du programme\u00a0; l’essentiel va dans les synthèses.",
    lead: "Lu par le seul responsable du programme\u00a0; l’essentiel va dans les synthèses.",
    executive: "Lu par le responsable, les sponsors et le comité de pilotage.",
  },
  prompt: {
    fallback: (cadence, program, due) => `${cadence} de ${program}, à remettre pour le ${due}.`,
    due: (round, due) => `${round} · échéance\u00a0: ${due}`,
    late: "Envoyé en retard\u00a0: Drumbeat était arrêté à l’heure prévue.",
    welcome: (lead) =>
      `C’est votre première sollicitation de Drumbeat. Elle vous est adressée parce que vous participez à ce programme, conduit par ${lead}. Le menu « … » permet de la passer ou de signaler une absence\u00a0; \`/drumbeat help\` montre le reste.`,
    checkIn: "Faire le point",
    nothingToReport: "Rien à signaler",
    sameAsLastTime: "Comme la dernière fois",
    later: "Plus tard",
    more: "Autres choix",
    skip: "Passer cette fois…",
    away: "Signaler une absence…",
  },
  reminder: {
    fallback: (cadence, program, due) => `Rappel\u00a0: ${cadence} de ${program}, échéance ${due}.`,
    line: (due) => `Un bref rappel, le seul\u00a0: échéance ${due}.`,
    snoozed: (due) => `Le rappel que vous avez demandé. Échéance\u00a0: ${due}.`,
  },
  receipt: {
    fallback: (cadence, program) => `Votre point d’étape est enregistré\u00a0: ${cadence} de ${program}.`,
    done: (at) => `✓ Point fait ${at}`,
    late: (at) => `✓ Point fait en retard, ${at}`,
    nothing: "Rien à signaler",
    edit: "Modifier",
    skipped: (reason) => `Passé\u00a0: ${reason}`,
    skippedFallback: (cadence, program) => `Vous avez passé\u00a0: ${cadence} de ${program}.`,
    excused: "Absence signalée\u00a0: rien ne vous est demandé.",
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
    elsewhere: (label, error) => `⚠ ${label}${/[?!:.]$/.test(label) ? "" : "\u00a0:"} ${error}`,
    drafted: (count, rhythm) =>
      count === 1
        ? `Brouillon tiré de votre ${frCheckIn[rhythm]}\u00a0: à relire et à modifier.`
        : `Brouillon tiré de vos ${count} ${frCheckIns[rhythm]}\u00a0: à relire et à modifier.`,
    draftedOfOthers: (count, rhythm, names) =>
      `Brouillon tiré de ${count} ${count === 1 ? frCheckIn[rhythm] : frCheckIns[rhythm]} (${names})\u00a0: à relire et à modifier.`,
    others: (count) => `${count} ${plural("fr", count, "autre personne", "autres personnes")}`,
    reason: "Pourquoi\u00a0? Cause, action en cours, retour au vert prévu",
    reasonHint: "Nécessaire pour « à risque » et « hors trajectoire ».",
    dimension: (name) => name,
    doneOfPlan: "Ce que vous prévoyiez\u00a0: cochez ce qui est fait",
    doneOfPlanHint: "Ce que vous cochez est placé devant ce que vous écrivez ci-dessous.",
    late: (due) => `L’échéance était ${due}\u00a0; votre réponse sera marquée en retard.`,
    early: (opens) => `Vous êtes en avance\u00a0: ce point ouvre ${opens}.`,
    choose: "Choisir",
    yes: "Oui",
    no: "Non",
    scale: (min, max) => `De ${min} à ${max}`,
  },
  health: { green: "Conforme", amber: "À risque", red: "Hors trajectoire" },
  healthMeaning: {
    green: "Comme prévu\u00a0; l’équipe agit",
    amber: "Un problème, avec un plan qui marche, à votre niveau",
    red: "Besoin d’aide\u00a0: au sponsor ou au comité d’agir",
  },
  dimensions: {
    time: "Délais",
    cost: "Coûts",
    scope: "Périmètre et bénéfices",
    resources: "Ressources",
    risk: "Risques et dépendances",
    sponsorship: "Engagement du sponsor",
  },
  fieldErrors: {
    required: "Merci de répondre à cette question.",
    reason: "Dites en une ligne pourquoi, et ce qui est fait.",
    number: "Merci d’indiquer un nombre.",
    atLeast: (min) => `Au moins ${min}.`,
    atMost: (max) => `Au plus ${max}.`,
    tooShort: (min) => `Merci d’écrire au moins ${min} caractères.`,
    tooLong: (max) => `${max} caractères au plus.`,
    link: "Merci de donner un lien qui commence par https://.",
  },
  skipForm: {
    title: "Passer ce point",
    submit: "Passer",
    reason: "Pourquoi\u00a0? Un mot suffit\u00a0; il est gardé avec ce point.",
  },
  laterForm: {
    title: "Me le rappeler",
    submit: "Me le rappeler",
    when: "Quand\u00a0?",
    inOneHour: "Dans une heure",
    inThreeHours: "Dans trois heures",
    tomorrow: "Demain à 9\u00a0h",
    none: "Ce point ferme dans l’heure\u00a0: c’est le moment de répondre.",
  },
  awayForm: {
    title: "Absence",
    submit: "Enregistrer",
    until: "Dernier jour d’absence",
    hint: "D’ici là, rien ne vous est demandé, et rien ne vous est compté comme manquant.",
  },
  summary: {
    fallback: (cadence, program, round, answered, asked) =>
      `${cadence} · ${program} · ${round}\u00a0: ${answered} ${plural("fr", answered, "réponse", "réponses")} sur ${asked}.`,
    count: (answered, asked) => `${answered} ${plural("fr", answered, "réponse", "réponses")} sur ${asked}`,
    nothing: "Rien à signaler\u00a0:",
    away: (count) => `${count} ${plural("fr", count, "absence", "absences")}`,
    more: (count) => `et ${count} de plus`,
    read: "Lire les réponses",
    onlyCount: "Les réponses ne sont pas montrées dans ce canal.",
  },
  answersView: {
    title: "Réponses",
    close: "Fermer",
    none: "Personne n’a encore répondu.",
    truncated: (count) => `${count} de plus dans l’export.`,
  },
  silent: {
    line: (cadence, program, round, names) =>
      `${cadence} · ${program} · ${round}\u00a0: pas encore de réponse de ${names}. Ce message n’est visible que de vous.`,
  },
  guide: {
    open: (count) =>
      count === 1
        ? "Je ne lis pas encore le texte libre. Votre point d’étape est à un clic\u00a0:"
        : `Je ne lis pas encore le texte libre. Vous avez ${count} points d’étape ouverts\u00a0:`,
    none: "Je ne lis pas encore le texte libre, et rien ne vous est demandé pour l’instant. `/drumbeat check-in` permet de répondre en avance, `/drumbeat help` montre ce que vous pouvez faire.",
    beginning: "Je ne lis pas encore le texte libre. Voici par où commencer\u00a0:",
  },
  checkIn: {
    which: "Lequel\u00a0?",
    nothing: "Vous ne participez à aucun point d’étape. Le responsable d’un programme peut vous y ajouter.",
    next: (cadence, program, opens) => `${cadence} de ${program}\u00a0: réponse possible à partir du ${opens}.`,
  },
  commands: {
    checkIn: "répond à ce qui vous est demandé, en avance ou en retard aussi",
    away: "indique jusqu’à quand vous êtes en congé ou en déplacement",
  },
};

export const checkInTexts = { en, fr };
export type CheckInTexts = typeof en;
