import { feedsAbove } from "../cadences/audience/audience.ts";
import type { Cadence } from "../cadences/cadences.ts";
import { type HealthColour, STATUS_NAMES } from "../cadences/questions/health-scale.ts";
import type { Outlook, Question, Recommendation } from "../cadences/questions/questions.ts";
import { countedNouns } from "../delivery/counted-nouns.ts";
import { MOST_CLAUSE_WORDS } from "../platform/texts/display.ts";
import { capitalised, ofName, plural, type Reader, textsFor, withFullStop } from "../platform/texts/language.ts";
import type { Program } from "../programs/programs.ts";

const en = {
  weekOf: (monday: string) => `week of ${monday}`,
  workshopOn: (date: string) => `workshop on ${date}`,
  readers: (lead?: string) =>
    lead
      ? `Your team and ${lead}, and any deputy or program office, read your answers`
      : "Your team, and any deputy or program office, reads your answers",
  shown: {
    channel: "The program’s channel may show your answers to its members.",
    workspace: "Everybody in the workspace can read your answers.",
  },
  whoReads: {
    lead: "Only the program’s leads and any program office can read your answers, never in a message. The digests get statuses, dates and numbers.",
    above:
      "The program’s leads, any program office, the sponsors, and the steering committees over it with their secretaries, can read your answers.",
  },
  goesHigher: {
    inside: (readers: string) => `${readers}; only what you track or ask for goes higher.`,
    withStatus: (readers: string) =>
      `${readers}; what you track or ask for goes higher, and a status worse than the lead’s, without your words.`,
    leading: (readers: string) =>
      `${readers}. Your sponsors read the status and its reason (“${STATUS_NAMES.en.red}” from ten minutes after you save it), and your other lines where a month has no monthly answer.`,
    above: (readers: string) => `${readers}. Highlights go into the digests.`,
  },
  prompt: {
    fallback: (cadence: string, program: string, due: string) => `${cadence} for ${program}, ${due}.`,
    late: "Sent late because Drumbeat was down.",
    checkIn: "Check in",
    checkInWith: "Check in with these words",
    nothingToReport: "Nothing to report",
    planUnchanged: "Plan unchanged",
    sameAsLastTime: "Same as last time",
    later: "Later",
    skip: "Skip this time",
    away: "I’m away…",
    closed: "closed",
  },
  welcome: {
    leads: (name: string, program: string, _isSetter: boolean) => `${name} leads ${program}`,
    leading: (program: string) => `You lead ${program}`,
    unled: (program: string) => `You’re in ${program}`,
    rhythm: (who: string, setBy: "lead" | { name: string } | null, rule: string) => {
      if (setBy === null) return `${who}. You’re asked: ${rule}.`;
      const setter = setBy === "lead" ? " and" : `. ${setBy.name}`;
      return `${who}${setter} set this rhythm: ${rule}.`;
    },
    kept: (term: string) => `Kept for ${term}.`,
    never: "No score, no response times, no ranking.",
    questions: (contact: string) => `Questions: ${contact}.`,
    myData: "What is kept about me",
  },
  reminder: {
    fallback: (cadence: string, program: string, due: string) => `Reminder: ${cadence} for ${program}, ${due}.`,
    line: (due: string) => `Just one reminder: ${due}.`,
    snoozed: (due: string) => `Here’s the reminder you asked for. ${capitalised(due)}.`,
  },
  receipt: {
    fallback: (cadence: string, program: string) => `Answer saved: ${cadence} for ${program}.`,
    done: (at: string) => `✓ Checked in ${at}`,
    late: (at: string) => `✓ Checked in late, ${at}`,
    nothing: "Nothing to report",
    unchanged: (plan: string) => `Plan unchanged: ${plan}`,
    edit: "Edit",
    read: "See your answers…",
    readBy: {
      person: (name: string, on: string) => `${name} reads it on ${on}.`,
      sponsors: (on: string) => `The sponsors read it on ${on}.`,
      committee: (on: string) => `The steering committee reads it on ${on}.`,
      both: (on: string) => `The sponsors and the steering committee read it on ${on}.`,
    },
    prepared: (from: string) =>
      `The workshop’s chair, its secretary and everybody who answers read it in the preparation, from ${from} on.`,
    restricted: "What only your lead can read never appears in a message.",
    longLines: (count: number, most: number) =>
      `${count} ${plural("en", count, "line has", "lines have")} more than ${most} characters: cut on the first screen of a digest, whole in its thread.`,
    headline: (end: string) =>
      `First screens have the first ${MOST_CLAUSE_WORDS} words of your bottom line at most: it ends at “${end}”.`,
    shorten: "Shorten…",
    skipped: "Skipped. No reason is needed, and none is kept.",
    skippedFallback: (cadence: string, program: string) => `You skipped ${cadence} for ${program}.`,
    excused: "You’re away, so there’s nothing to do here.",
    covered: "A longer check-in of this program is open and counts for this one.",
    paused: "This program is paused, so there’s nothing to do here.",
    left: "You’re no longer on this check-in, so there’s nothing to do. Thanks for your help.",
    checkInAfterAll: "Check in anyway",
  },
  form: {
    answeringFor: (name: string) => `You’re answering for ${name}.`,
    title: "Check-in",
    submit: "Save",
    close: "Cancel",
    waiting: (lines: string) =>
      lines === "" ? "Nothing waits between roles." : `*What waits between roles*\n${lines}`,
    more: "More",
    behindMore: (labels: string) => `More: ${labels}`,
    busy: "Slack can’t open more forms right now. Press again in a minute; nothing is lost.",
    wordsForgotten: "Your message is no longer kept; here’s the form without it.",
    wordsBelow: "You’ve already answered: your message appears below your answer.",
    wordsOver: (max: number) => `Maximum ${max} characters. The rest appears below, and your message has all of it.`,
    trackBlockers: {
      label: "Track until resolved",
      box: "Each line becomes a blocker of yours, due in 5 working days.",
    },
    trackRisks: { label: "Track", box: "Each line becomes a risk of yours, looked at again in 30 days." },
    track: { label: "Track", box: "Each line becomes an item of yours, due in 5 working days." },
    /** `gets`: when they get it, where that is not at once. */
    requestTo: (name: string, by: string, gets: string) =>
      gets === "" ? `To ${name}, needed by ${by}` : `To ${name}, needed by ${by}. ${gets}`,
    requestToNobody: (program: string) => `Nobody sits above you in ${program}: choose who decides.`,
    requestMade: (code: string, name: string, by: string) =>
      [code, name && `to ${name}`, by && `needed by ${by}`].filter(Boolean).join(", "),
    changeRequest: "Change…",
    requestWho: "Who decides?",
    requestBy: "Needed by",
    neededHere: "Required if you answer here.",
    reason: "Why",
    answerAgainst: "If it’s on track all the same, say why below.",
    reasonHint: (most: number) =>
      `For ${STATUS_NAMES.en.amber} and ${STATUS_NAMES.en.red}, all three are required: why, what’s being done, by when. Best in ${most} characters each.`,
    pathAction: "What’s being done",
    pathBy: "By when",
    doneOfPlan: "What you planned – tick what’s done",
    doneBelow: "Written before – tick what belongs here",
    doneOfPlanHint: "Ticked lines are added above what you write below.",
    intoPreparation:
      "The preparation of the workshop has your answers with your name, but for what is asked without it: its chair, its secretary and everybody who answers read it.",
    withoutName:
      "Without your name and in no order, in the preparation of the workshop alone, and only if five people or more answer this.",
    late: (due: string) => `This was due ${due}. Your answer will be marked late.`,
    early: (opens: string) => `You’re early – this opens ${opens}.`,
    choose: "Choose",
  },
  recommendation: {
    choice: { continue: "Continue", change: "Change…", pause: "Pause until…", stop: "Stop" } satisfies Record<
      Recommendation,
      string
    >,
    until: "Paused until",
    reason: "Why you recommend it",
  },
  outlook: {
    ask: "Will it be reached?",
    choice: { yes: "Yes", uncertain: "Uncertain", no: "No" } satisfies Record<Outlook, string>,
    of: (objective: string, chosen: string) => `${objective}: ${chosen}`,
  },
  pathToGreen: (action: string, by: string) => `What’s being done: ${action}, by ${by}`,
  health: STATUS_NAMES.en,
  healthMeaning: {
    green: "Going to plan; the team has it in hand",
    amber: "There’s a problem, and you have a plan and the authority to fix it",
    red: "You need the sponsor or the committee to act",
  } satisfies Record<HealthColour, string>,
  fieldErrors: {
    required: "Please answer this question.",
    notAskedAnyMore: "This can’t be asked without your name any more. Empty the field to save the rest.",
    reason: "Add a line: why it isn’t on track.",
    pathAction: "Say what’s being done about it.",
    pathBy: "Enter by when it’s done.",
    recommendationReason: "Say in a line why you recommend it.",
    pausedUntil: "Choose the day on which it goes on.",
    pastDay: "That date has passed. Choose today or later.",
    pauseTooSoon: (first: string) =>
      `Choose a day after ${first}: a pause begins five working days after it is decided, at the earliest.`,
    ownRequest: "You can’t decide your own request. Choose somebody else.",
    unknownDecider: "Drumbeat doesn’t know this person yet. Choose somebody else.",
    number: "Please enter a number.",
    atLeast: (min: string) => `This must be at least ${min}.`,
    atMost: (max: string) => `This must be at most ${max}.`,
    tooShort: (min: number) => `Please write at least ${min} characters.`,
    tooLong: (max: number) => `Maximum ${max} characters.`,
  },
  laterForm: {
    title: "Remind me later",
    submit: "Remind me",
    when: "When?",
    inOneHour: "In one hour",
    inThreeHours: "In three hours",
    tomorrow: "Tomorrow at 9:00",
    none: "This closes within the hour, so please answer now.",
  },
  summary: {
    fallback: (cadence: string, program: string, round: string, count: string) =>
      `${cadence} · ${program} · ${round}: ${count}.`,
    /** `asked`: null where no rate is told. */
    count: (answered: number, asked: number | null) =>
      asked === null ? `${answered} answered` : `${answered} of ${asked} answered`,
    nothing: "Nothing to report:",
    unchanged: "Plan unchanged:",
    away: (count: number) => `${count} away`,
    silent: (names: string) => `No answer from ${names}.`,
    more: (count: number) => `and ${count} more`,
    read: "Read the answers",
  },
  /** Of when somebody else answered. */
  answered: {
    "in-time": "answered in time",
    late: "answered late",
  },
  answersView: {
    title: "Answers",
    close: "Close",
    none: "No one has answered yet.",
    removed: (on: string) => `Answers were removed on ${on}, at the end of their retention period.`,
    truncated: (count: number) => `${count} more in the export.`,
  },
  guide: {
    open: (count: number) =>
      count === 1
        ? "I can’t read messages yet, but your open check-in is one click away:"
        : `I can’t read messages yet. You have ${count} open check-ins:`,
    keptUntil: (count: number, until: string) =>
      count === 1
        ? `Kept until ${until}. One click puts your message into your check-in:`
        : `Kept until ${until}. One click puts your message into the check-in you choose:`,
    none: "I can’t read messages yet, and you have nothing open right now. `/drumbeat check-in` lets you answer early; `/drumbeat help` shows what you can do.",
    beginning: "I can’t read messages yet. Here’s how to get started:",
  },
  checkIn: {
    which: "Which one?",
    nothing: "You’re not on any check-in yet. A program lead can add you.",
    next: (cadence: string, program: string, opens: string) => `${cadence} for ${program} opens ${opens}.`,
  },
  home: {
    due: (due: string) => `due ${due}`,
    later: (at: string) => `you chose “Later”: again ${at}`,
    instead: (name: string) => `covering for ${name}`,
    overdue: (due: string) => `was due ${due} – you can still answer`,
    late: "Late",
    nothingNow: "Nothing for you to do.",
    ahead: "Check in early",
    missing: (checkIn: string, names: readonly string[]) => `${checkIn}, missing: ${names.join(", ")}`,
    readAnswers: (cadence: string) => `Read the answers: ${cadence}`,
    moreOpen: (count: number) => `and ${count} more ${plural("en", count, "check-in", "check-ins")}`,
  },
  day: {
    title: "Check-in",
    oneForm: (programs: string) => `${programs}, one form`,
    ofProgram: (program: string, state: string) => `${program}: ${state}`,
    leaveEmpty: "Leave a program empty to answer it later.",
    nothing: "Nothing filled in yet: answer for at least one program, or cancel.",
    othersSaved: (sentence: string) => `${sentence} The others are saved.`,
  },
  contact: {
    why: {
      rule: (cadence: string, program: string, rule: string) => `“${cadence}” (“${program}”) goes out ${rule}.`,
      seats: (program: string, seats: string) => `You’re getting this because of your role in “${program}”: ${seats}.`,
      through: (sources: string) => `You’re getting this because you’re in ${sources}.`,
      named: (program: string) => `You’re getting this because the leads of “${program}” added you.`,
      summary: (program: string) => `You’re on the team of “${program}”; no channel shows these answers.`,
    },
    ask: "Why did I get this?",
  },
  commands: { checkIn: "answer a check-in, even early or late", away: "say you’re away" },
};

const fr: typeof en = {
  weekOf: (monday) => `semaine du ${monday}`,
  workshopOn: (date) => `atelier du ${date}`,
  readers: (lead) =>
    `${lead ? `L’équipe et ${lead}` : "L’équipe"}, ainsi que la suppléance et le bureau s’il y en a, lisent vos réponses`,
  shown: {
    channel: "Le canal du programme peut montrer vos réponses à ses membres.",
    workspace: "Tout l’espace de travail peut lire vos réponses.",
  },
  whoReads: {
    lead: "Seuls les responsables du programme, et le bureau des programmes s’il y en a un, peuvent lire vos réponses, jamais dans un message. Les synthèses reprennent statuts, dates et chiffres.",
    above:
      "Les responsables, le bureau des programmes s’il y en a un, les sponsors et les comités de pilotage dont le programme relève, avec leur secrétariat, peuvent lire vos réponses.",
  },
  goesHigher: {
    inside: (readers) => `${readers}\u00a0; seul ce que vous suivez ou demandez remonte.`,
    withStatus: (readers) =>
      `${readers}\u00a0; ce que vous suivez ou demandez remonte, ainsi qu’un statut moins bon que celui du responsable, sans vos mots.`,
    leading: (readers) =>
      `${readers}. Vos sponsors lisent le statut et son motif (un «\u00a0${STATUS_NAMES.fr.red}\u00a0» au plus tôt dix minutes après l’enregistrement) et, les mois sans point mensuel, vos autres lignes.`,
    above: (readers) => `${readers}. L’essentiel est repris dans les synthèses.`,
  },
  prompt: {
    fallback: (cadence, program, due) => `${cadence} · ${program}, ${due}.`,
    late: "Envoyé en retard\u00a0: Drumbeat était à l’arrêt.",
    checkIn: "Faire le point",
    checkInWith: "Répondre avec ce message",
    nothingToReport: "Rien à signaler",
    planUnchanged: "Plan inchangé",
    sameAsLastTime: "Comme la dernière fois",
    later: "Plus tard",
    skip: "Passer cette fois",
    away: "Signaler une absence…",
    closed: "fermé",
  },
  welcome: {
    leads: (name, program, isSetter) => `${name}${isSetter ? "," : " est"} responsable ${ofName(program)}`,
    leading: (program) => `Vous êtes responsable ${ofName(program)}`,
    unled: (program) => `Vous faites partie ${ofName(program)}`,
    rhythm: (who, setBy, rule) => {
      if (setBy === null) return `${who}. Votre rythme\u00a0: ${rule}.`;
      const setter = setBy === "lead" ? "," : `. ${setBy.name}`;
      return `${who}${setter} a choisi ce rythme\u00a0: ${rule}.`;
    },
    kept: (term) => `Conservation\u00a0: ${term}.`,
    never: "Ni note, ni temps de réponse, ni classement.",
    questions: (contact) => `Questions\u00a0: ${contact}.`,
    myData: "Mes données",
  },
  reminder: {
    fallback: (cadence, program, due) => `Rappel – ${cadence} · ${program}, ${due}.`,
    line: (due) => `Rappel (il n’y en aura pas d’autre) – ${due}.`,
    snoozed: (due) => `Voici le rappel que vous avez demandé. ${capitalised(due)}.`,
  },
  receipt: {
    fallback: (cadence, program) => `Votre réponse est enregistrée\u00a0: ${cadence} · ${program}.`,
    done: (at) => `✓ Point fait le ${at}`,
    late: (at) => `✓ Point fait en retard, le ${at}`,
    nothing: "Rien à signaler",
    unchanged: (plan) => `Plan inchangé\u00a0: ${plan}`,
    edit: "Corriger",
    read: "Voir vos réponses…",
    readBy: {
      person: (name, on) => withFullStop(`${name} lit cette réponse le ${on}`),
      sponsors: (on) => withFullStop(`Les sponsors lisent cette réponse le ${on}`),
      committee: (on) => withFullStop(`Le comité de pilotage lit cette réponse le ${on}`),
      both: (on) => withFullStop(`Les sponsors et le comité de pilotage lisent cette réponse le ${on}`),
    },
    prepared: (from) =>
      withFullStop(
        `La présidence, le secrétariat et toutes les personnes qui répondent lisent cette réponse dans la préparation, à partir du ${from}`,
      ),
    restricted: "Ce que seuls les responsables du programme peuvent lire ne figure dans aucun message.",
    longLines: (count, most) =>
      `${count} ${plural("fr", count, "ligne dépasse", "lignes dépassent")} ${most} caractères\u00a0: ${plural("fr", count, "coupée", "coupées")} sur le premier écran de la synthèse, ${plural("fr", count, "entière", "entières")} dans son fil.`,
    headline: (end) =>
      `Les premiers écrans ont au plus les ${MOST_CLAUSE_WORDS} premiers mots de votre essentiel\u00a0: il s’y arrête à «\u00a0${end}\u00a0».`,
    shorten: "Raccourcir…",
    skipped: "Pas de réponse cette fois. Aucun motif n’est demandé ni conservé.",
    skippedFallback: (cadence, program) => `Pas de réponse cette fois\u00a0: ${cadence} · ${program}.`,
    excused: "Absence signalée\u00a0: vous n’avez rien à faire.",
    covered: "Un point plus long de ce programme est ouvert et compte aussi pour celui-ci.",
    paused: "Ce programme est en pause\u00a0: vous n’avez rien à faire.",
    left: "Ce point d’étape ne vous concerne plus\u00a0: vous n’avez rien à faire. Merci pour vos réponses.",
    checkInAfterAll: "Faire le point quand même",
  },
  form: {
    answeringFor: (name) => `Vous répondez pour ${name}.`,
    title: "Point d’étape",
    submit: "Enregistrer",
    close: "Annuler",
    waiting: (lines) => (lines === "" ? "Rien n’attend entre les rôles." : `*Ce qui attend entre les rôles*\n${lines}`),
    more: "Plus",
    behindMore: (labels) => `Autres questions\u00a0: ${labels}`,
    busy: "Slack n’ouvre plus de formulaire pour l’instant. Appuyez de nouveau dans une minute\u00a0: rien n’est perdu.",
    wordsForgotten: "Votre message n’est plus conservé\u00a0; voici le formulaire sans lui.",
    wordsBelow: "Vous avez déjà répondu\u00a0: votre message figure sous votre réponse.",
    wordsOver: (max) =>
      `${max} caractères au maximum. La suite figure ci-dessous, et votre message est complet dans la conversation.`,
    trackBlockers: {
      label: "Suivre jusqu’à résolution",
      box: "Chaque ligne devient un blocage à votre nom, à lever sous 5 jours ouvrés.",
    },
    trackRisks: { label: "Suivre", box: "Chaque ligne devient un risque à votre nom, à revoir dans 30 jours." },
    track: { label: "Suivre", box: "Chaque ligne devient un élément à votre nom, sous 5 jours ouvrés." },
    requestTo: (name, by, gets) =>
      gets === "" ? `À ${name}, pour le ${by}` : `${withFullStop(`À ${name}, pour le ${by}`)} ${gets}`,
    requestToNobody: (program) => `Personne n’est au-dessus de vous dans ${program}\u00a0: choisissez qui décide.`,
    requestMade: (code, name, by) => [code, name && `à ${name}`, by && `pour le ${by}`].filter(Boolean).join(", "),
    changeRequest: "Modifier…",
    requestWho: "Qui décide\u00a0?",
    requestBy: "Pour le",
    neededHere: "À remplir si vous répondez ici.",
    reason: "Pourquoi",
    answerAgainst: "Si tout est en bonne voie malgré cela, dites pourquoi ci-dessous.",
    reasonHint: (most) =>
      `Si le statut est «\u00a0${STATUS_NAMES.fr.amber}\u00a0» ou «\u00a0${STATUS_NAMES.fr.red}\u00a0», les trois champs sont à remplir\u00a0: pourquoi, action en cours, échéance. ${most} caractères de préférence.`,
    pathAction: "Action en cours",
    pathBy: "Échéance",
    doneOfPlan: "Ce que vous prévoyiez\u00a0: cochez ce qui est fait",
    doneBelow: "Déjà écrit\u00a0: cochez ce qui a sa place ici",
    doneOfPlanHint: "Les lignes cochées sont ajoutées en tête de votre réponse.",
    intoPreparation:
      "La préparation de l’atelier reprend vos réponses avec votre nom, sauf celles demandées sans nom\u00a0: la présidence, le secrétariat et toutes les personnes qui répondent la lisent.",
    withoutName:
      "Sans votre nom et dans le désordre, uniquement dans la préparation de l’atelier, et seulement si cinq personnes au moins y répondent.",
    late: (due) => `L’échéance (${due}) est dépassée\u00a0; votre réponse sera enregistrée comme tardive.`,
    early: (opens) => `Vous êtes en avance\u00a0: ce point ouvre le ${opens}.`,
    choose: "Choisir",
  },
  recommendation: {
    choice: {
      continue: "Poursuivre",
      change: "Modifier…",
      pause: "Mettre en pause jusqu’au…",
      stop: "Arrêter",
    },
    until: "En pause jusqu’au",
    reason: "Pourquoi cette recommandation",
  },
  outlook: {
    ask: "Sera-t-il atteint\u00a0?",
    choice: { yes: "Oui", uncertain: "Incertain", no: "Non" },
    of: (objective, chosen) => `${objective}\u00a0: ${chosen}`,
  },
  pathToGreen: (action, by) => `Action en cours\u00a0: ${action}, pour le ${by}`,
  health: STATUS_NAMES.fr,
  healthMeaning: {
    green: "Le plan tient\u00a0; l’équipe gère",
    amber: "Un problème, mais un plan crédible, à votre niveau",
    red: "Besoin d’aide\u00a0: au sponsor ou au comité d’agir",
  },
  fieldErrors: {
    required: "Merci de remplir ce champ.",
    notAskedAnyMore: "Cette question ne peut plus être posée sans votre nom. Videz le champ pour enregistrer le reste.",
    reason: "Dites pourquoi en une ligne.",
    pathAction: "Indiquez l’action en cours.",
    pathBy: "Indiquez l’échéance de cette action.",
    recommendationReason: "Dites en une ligne pourquoi vous le recommandez.",
    pausedUntil: "Choisissez le jour de la reprise.",
    pauseTooSoon: (first) =>
      `Choisissez un jour après le ${first}\u00a0: une pause commence au plus tôt cinq jours ouvrés après la décision.`,
    pastDay: "Cette date est passée. Choisissez aujourd’hui ou une date à venir.",
    ownRequest: "Vous ne pouvez pas trancher votre propre demande. Choisissez quelqu’un d’autre.",
    unknownDecider: "Drumbeat ne connaît pas encore cette personne. Choisissez quelqu’un d’autre.",
    number: "Merci d’indiquer un nombre.",
    atLeast: (min) => `La valeur doit être d’au moins ${min}.`,
    atMost: (max) => `La valeur ne peut pas dépasser ${max}.`,
    tooShort: (min) => `Merci d’écrire au moins ${min} caractères.`,
    tooLong: (max) => `La réponse ne peut pas dépasser ${max} caractères.`,
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
    unchanged: "Plan inchangé\u00a0:",
    away: (count) => `${count} ${plural("fr", count, "absence", "absences")}`,
    silent: (names) => `Sans réponse\u00a0: ${names}.`,
    more: (count) => `et ${count} ${plural("fr", count, "autre", "autres")}`,
    read: "Lire les réponses",
  },
  answered: {
    "in-time": "réponse reçue à temps",
    late: "réponse reçue en retard",
  },
  answersView: {
    title: "Réponses",
    close: "Fermer",
    none: "Aucune réponse pour l’instant.",
    removed: (on) => `Des réponses ont été supprimées le ${on}, au terme de leur durée de conservation.`,
    truncated: (count) => `${count} ${plural("fr", count, "autre", "autres")} dans l’export.`,
  },
  guide: {
    open: (count) =>
      count === 1
        ? "Je ne sais pas encore lire les messages libres. Votre point d’étape est à un clic\u00a0:"
        : `Je ne sais pas encore lire les messages libres. Vous avez ${count} points d’étape ouverts\u00a0:`,
    keptUntil: (count, until) =>
      count === 1
        ? `Ce message est conservé jusqu’au ${until}. Un clic suffit pour le reprendre dans votre point d’étape\u00a0:`
        : `Ce message est conservé jusqu’au ${until}. Un clic suffit pour le reprendre dans le point d’étape de votre choix\u00a0:`,
    none: "Je ne sais pas encore lire les messages libres, et vous n’avez rien à faire pour l’instant. `/drumbeat point` permet de répondre en avance, `/drumbeat aide` montre ce que vous pouvez faire.",
    beginning: "Je ne sais pas encore lire les messages libres. Voici par où commencer\u00a0:",
  },
  checkIn: {
    which: "Lequel\u00a0?",
    nothing: "Vous ne participez à aucun point d’étape. Les responsables d’un programme peuvent vous y ajouter.",
    next: (cadence, program, opens) => `${cadence} · ${program}\u00a0: réponse possible à partir du ${opens}.`,
  },
  home: {
    due: (due) => `échéance\u00a0: ${due}`,
    later: (at) => `«\u00a0Plus tard\u00a0»\u00a0: de nouveau ${at}`,
    instead: (name) => `pour ${name} (absence)`,
    overdue: (due) => `échéance dépassée (${due})\u00a0; vous pouvez encore répondre`,
    late: "En retard",
    nothingNow: "Rien à faire pour l’instant.",
    ahead: "Faire le point en avance",
    missing: (of, names) => `${of}, ${plural("fr", names.length, "manque", "manquent")}\u00a0: ${names.join(", ")}`,
    readAnswers: (cadence) => `Lire les réponses\u00a0: ${cadence}`,
    moreOpen: (count) => `et ${count} ${plural("fr", count, "autre point d’étape", "autres points d’étape")}`,
  },
  day: {
    title: "Point quotidien",
    oneForm: (programs) => `${programs}, un seul formulaire`,
    ofProgram: (program, state) => `${program}\u00a0: ${state}`,
    leaveEmpty: "Laissez un programme vide pour y répondre plus tard.",
    nothing: "Rien n’est encore rempli\u00a0: répondez pour un programme au moins, ou annulez.",
    othersSaved: (sentence) => `${sentence} Les autres réponses sont enregistrées.`,
  },
  contact: {
    why: {
      rule: (cadence, program, rule) =>
        `Point d’étape «\u00a0${cadence}\u00a0», programme «\u00a0${program}\u00a0»\u00a0: ${rule}.`,
      seats: (program, seats) =>
        `Vous recevez ce message au titre de votre rôle dans «\u00a0${program}\u00a0»\u00a0: ${seats}.`,
      through: (sources) => `Vous recevez ce message parce que vous faites partie de ${sources}.`,
      named: (program) =>
        `Vous recevez ce message à la demande des responsables du programme «\u00a0${program}\u00a0».`,
      summary: (program) => `Vous êtes de l’équipe «\u00a0${program}\u00a0»\u00a0; aucun canal ne montre ces réponses.`,
    },
    ask: "Pourquoi ce message\u00a0?",
  },
  commands: {
    checkIn: "répondre à vos points d’étape, même en avance ou en retard",
    away: "signaler une absence",
  },
};

export const checkInTexts = { en, fr };
export type CheckInTexts = typeof en;

function whatGoesHigher(
  cadence: Pick<Cadence, "rule" | "readers">,
  { isLeading, questions = [] }: { isLeading?: boolean; questions?: readonly Question[] },
): keyof CheckInTexts["goesHigher"] {
  if (feedsAbove(cadence)) return "above";
  // The status that somebody who leads writes is the program's, whoever the digests are made for.
  if (isLeading && cadence.rule.every !== "day") return "leading";
  return asksStatus(questions) ? "withStatus" : "inside";
}

/** Who reads what is answered in this cadence, also in the program's channel; `lead`: the first name of another who leads. */
export function whoReadsIt(
  reader: Reader,
  cadence: Pick<Cadence, "disclosure" | "rule" | "readers">,
  { visibility, channel_id: channelId }: Pick<Program, "visibility" | "channel_id">,
  about: { isLeading?: boolean; lead?: string | undefined; questions?: readonly Question[] } = {},
): string {
  const { readers, shown, whoReads, goesHigher } = textsFor(checkInTexts, reader);
  if (cadence.disclosure !== "team") return whoReads[cadence.disclosure];
  const sentence = goesHigher[whatGoesHigher(cadence, about)](readers(about.lead));
  if (visibility === "workspace") return `${sentence} ${shown.workspace}`;
  return channelId === null ? sentence : `${sentence} ${shown.channel}`;
}

export function asksStatus(questions: readonly Question[]): boolean {
  return questions.some(({ feeds }) => feeds === "health");
}

export const checkInNouns = countedNouns({
  en: ["check-in", "check-ins"],
  fr: ["point d’étape", "points d’étape"],
});

export const openCheckInNouns = countedNouns({
  en: ["check-in still open", "check-ins still open"],
  fr: ["point d’étape encore ouvert", "points d’étape encore ouverts"],
});
