import { frenchOf, plural } from "../../platform/texts/language.ts";
import type { URGENT_MATTERS } from "./facts.ts";
import type { Level } from "./rules.ts";

const en = {
  level: {
    team: "working team",
    lead: "lead",
    sponsor: "executive sponsor",
    committee: "steering committee",
  } satisfies Record<Level, string>,
  raised: {
    fallback: (code: string, title: string) => `Escalated to you: ${code} · ${title}`,
    title: "Escalated to you",
    byRule: (level: string, days: number) =>
      `Nobody at the level before (${level}) has answered within ${days} working ${plural("en", days, "day", "days")}.`,
    byItself: "Nobody at the level before has answered within the agreed term.",
    byHand: (name: string) => `${name} needs your answer to go on.`,
    away: (name: string) => `${name} is away. You stand in, with a term of your own.`,
    left: (name: string) => `It was with ${name}, whose role here has ended. You are next, with a term of your own.`,
    declined: (name: string) => `It had come to ${name}, who cannot answer it. You are next, with a term of your own.`,
    passed: (levels: string) => `Nobody is left to ask in between: ${levels}.`,
    matter: (matter: string) => `A red on ${matter}, so a level was skipped.`,
    terms: (acknowledge: number, resolve: number) =>
      `Please say within ${acknowledge} working ${plural("en", acknowledge, "day", "days")} that you have seen it, and answer or pass it up within ${resolve}. Your days off do not count.`,
    why: (program: string) =>
      `You hold a seat in “${program}”: what nobody could answer at the level below comes to you, and so does what is passed up by hand.`,
    effect: "Effect: ",
    tried: "Tried so far: ",
    options: "Options: ",
    recommendation: "Recommended: ",
  },
  matter: { legal: "a matter of law", safety: "safety", people: "a matter of people" } satisfies Record<
    (typeof URGENT_MATTERS)[number],
    string
  >,
  now: {
    seen: "You have seen it; it waits for your answer.",
    answered: "✓ Answered. Those who wait for it have been told.",
    withOther: (name: string) => `Now with ${name}.`,
    over: "✓ Closed. Nothing is left to do.",
    leftOut: (name: string) =>
      `Closed: ${name} has left it out of two check-ins in a row that ask about blockers. If it is not solved, it can be reopened.`,
  },
  button: {
    escalate: "Escalate…",
    seen: "I have seen it",
    answer: "Answer…",
    up: "Pass it up…",
    open: "Open",
  },
  reminder: {
    half: (code: string, title: string, isSeen: boolean) =>
      `Half of the time ${isSeen ? "for your answer" : "to say that you have seen this"} is over: ${code} · ${title}`,
    last: (code: string, title: string, isSeen: boolean) =>
      `Today is the last day ${isSeen ? "for your answer" : "to say that you have seen this"}; then it goes one level up: ${code} · ${title}`,
    lastAtTop: (code: string, title: string, isSeen: boolean) =>
      `Today is the last day ${isSeen ? "for your answer" : "to say that you have seen this"}: ${code} · ${title}`,
    why: (program: string) =>
      `You are the one who answers for this in “${program}”. You are reminded at half time and on the last day, never more.`,
    whyAsk: (program: string) =>
      `You are the one who decides this in “${program}”. You are reminded once, on the last day.`,
  },
  overdue: {
    line: (what: string, days: number, where: string) =>
      `${what} has been overdue for ${days === 0 ? "less than a working day" : `${days} working ${plural("en", days, "day", "days")}`} ${where}.`,
    what: (code: string, title: string) => `${code} “${title}”`,
    withYou: "with you",
    withName: (name: string, level: string) => `with ${name} (${level})`,
    withLevel: {
      team: "with the working team",
      lead: "with its lead",
      sponsor: "with the executive sponsor",
      committee: "with the steering committee",
    } satisfies Record<Level, string>,
    why: (program: string) =>
      `In “${program}” there is nobody above who could be asked: whoever has it and who leads hear of it once a week, until it is answered.`,
    whyStuck: "Those above may not read it. Their digests tell that there is a blocker, not what it is.",
    menu: { solved: "Solved", still: "Still, until…" },
    still: (date: string) => `Still so. It comes back on ${date}.`,
  },
  late: {
    line: (what: string, date: string) => `${what} was needed by ${date} and is not decided.`,
    yours: "It waits for your decision.",
    with: (name: string) => `It waits for ${name}.`,
    asker: (name: string) => `It waits for an answer by ${name}, who raised it.`,
    committee: "The committee is voting on it.",
    deferred: (name: string, date: string) => `${name} has put it off until ${date}.`,
    nobody: "Nobody decides it.",
    gone: (name: string) =>
      `It is still with ${name}, who may not decide it any more. Choose somebody else in its form.`,
    why: (program: string) => `You decide this, or lead “${program}”: once for each date that passes.`,
  },
  rise: {
    line: (code: string, title: string, name: string, level: string) =>
      `${code} “${title}” is with ${name} (${level}) now. You hear the answer as soon as it is there.`,
    shared: (code: string, title: string, date: string, name: string, other: string) =>
      `${code} “${title}” is needed by ${date}, too soon for ${name} and then ${other} to have their time: both can decide it now.`,
    why: "You raised this, answer for it or had it before it went up.",
  },
  answer: {
    answered: (name: string, code: string, title: string) => `${name} has answered ${code} · ${title}`,
    closed: (name: string, code: string, title: string) => `${name} has closed ${code} · ${title}`,
    withdrawn: (name: string, code: string, title: string) => `${name} has withdrawn ${code} · ${title}`,
    leftOut: (name: string, code: string, title: string) =>
      `${code} “${title}” is closed: ${name} has left it out of two check-ins in a row that ask about blockers. If it is not solved, it can be reopened.`,
    why: "This had been escalated, and you raised it, answer for it or had it on its way.",
  },
  waiting: {
    line: (count: number, program: string, most: number) =>
      `${program}: ${count} more ${plural("en", count, "item waits", "items wait")} to go up. At most ${most} a week go up by themselves; look whether you can settle ${plural("en", count, "it", "some")} with the team.`,
    why: (program: string) => `You lead “${program}”: you alone are told what waits to be escalated.`,
  },
  form: {
    title: (code: string) => `Escalate ${code}`,
    send: "Escalate",
    close: "Cancel",
    to: (name: string, level: string) => `It goes to ${name} (${level}), who can read it then.`,
    effect: "What is the effect?",
    effectHint: "On time, cost, scope or people, with a date or a number where there is one.",
    tried: "What has been tried?",
    options: "Which options are there?",
    optionsHint: "One a line, doing nothing among them.",
    recommendation: "What do you recommend?",
    matter: "Is it a red on one of these?",
    matterHint: "Only then is a level skipped, and it goes straight to the sponsor.",
    matters: { legal: "Law", safety: "Safety", people: "People" } satisfies Record<
      (typeof URGENT_MATTERS)[number],
      string
    >,
    required: "Please fill this in.",
    done: (code: string, name: string) => `${code} is with ${name} now. You hear the answer as soon as it is there.`,
  },
  still: {
    title: "Still, until…",
    send: "Save",
    until: "Until when?",
    hint: "A working day of yours within 60 days. Until then neither you nor whoever owns it is asked about it. Digests go on telling those above that there is a blocker.",
    error: "Please choose a working day of yours, from tomorrow to 60 days from now.",
    done: (code: string, date: string) => `${code} still stands. It comes back on ${date}.`,
  },
  answerForm: {
    title: (code: string) => `Answer ${code}`,
    send: "Answer",
    answer: "Your answer",
    hint: "What is to be done, by whom and by when. It goes to everybody who had it, and whoever raised it.",
    done: (code: string) => `${code} is answered. Everybody who had it on its way hears it.`,
  },
  history: {
    to: (name: string, level: string) => `→ ${name} (${level})`,
    term: (acknowledge: number, resolve: number) =>
      `to be seen within ${acknowledge}, answered within ${resolve} working days`,
    because: {
      term: "no answer within the term",
      hand: "by hand",
      away: "stands in for somebody who is away",
      answer: "with an answer",
      left: "next after somebody whose role ended",
      declined: "declined by whoever had it",
      tight: "may decide as well: the time is too short for both",
    },
  },
};

export type EscalationTexts = typeof en;

const fr: EscalationTexts = {
  level: {
    team: "équipe opérationnelle",
    lead: "responsable",
    sponsor: "sponsor exécutif",
    committee: "comité de pilotage",
  },
  raised: {
    fallback: (code, title) => `Escaladé vers vous\u00a0: ${code} · ${title}`,
    title: "Escaladé vers vous",
    byRule: (level, days) =>
      `Pas de réponse au niveau précédent (${level}) en ${days} ${plural("fr", days, "jour ouvré", "jours ouvrés")}.`,
    byItself: "Pas de réponse au niveau précédent dans le délai convenu.",
    byHand: (name) => `${name} a besoin de votre réponse pour avancer.`,
    away: (name) => `En l’absence ${frenchOf(name)}, vous prenez le relais, avec un délai qui repart de zéro.`,
    left: (name) =>
      `C’était entre les mains ${frenchOf(name)}, dont le rôle ici a pris fin. Vous prenez la suite, avec un délai à vous.`,
    declined: (name) =>
      `C’était entre les mains ${frenchOf(name)}, qui ne peut pas y répondre. Vous prenez la suite, avec un délai à vous.`,
    passed: (levels) => `Plus personne à solliciter entre les deux\u00a0: ${levels}.`,
    matter: (matter) => `Rouge sur ${matter}\u00a0: un niveau a été sauté.`,
    terms: (acknowledge, resolve) =>
      `Merci d’indiquer sous ${acknowledge} ${plural("fr", acknowledge, "jour ouvré", "jours ouvrés")} que vous en avez pris connaissance, puis de répondre ou d’escalader sous ${resolve}. Vos jours d’absence ne comptent pas.`,
    why: (program) =>
      `Vous tenez un siège dans «\u00a0${program}\u00a0»\u00a0: ce qui reste sans réponse au niveau inférieur vous parvient, comme ce qui est escaladé à la main.`,
    effect: "Effet\u00a0: ",
    tried: "Déjà tenté\u00a0: ",
    options: "Options\u00a0: ",
    recommendation: "Recommandation\u00a0: ",
  },
  matter: { legal: "une question juridique", safety: "la sécurité", people: "une question humaine" },
  now: {
    seen: "Vous en avez pris connaissance\u00a0; votre réponse est attendue.",
    answered: "✓ Réponse donnée. Les personnes concernées sont prévenues.",
    withOther: (name) => `Désormais entre les mains ${frenchOf(name)}.`,
    over: "✓ Clos. Il n’y a plus rien à faire.",
    leftOut: (name) =>
      `Clos\u00a0: ${name} ne le mentionne plus dans deux points d’étape de suite qui demandent les blocages. Si ce n’est pas résolu, l’élément peut être rouvert.`,
  },
  button: {
    escalate: "Escalader…",
    seen: "J’en ai pris connaissance",
    answer: "Répondre…",
    up: "Escalader plus haut…",
    open: "Ouvrir",
  },
  reminder: {
    half: (code, title, isSeen) =>
      `La moitié du délai ${isSeen ? "de réponse" : "pour en prendre connaissance"} est passée\u00a0: ${code} · ${title}`,
    last: (code, title, isSeen) =>
      `Dernier jour pour ${isSeen ? "votre réponse" : "dire que vous en avez pris connaissance"}, avant le passage au niveau supérieur\u00a0: ${code} · ${title}`,
    lastAtTop: (code, title, isSeen) =>
      `Dernier jour pour ${isSeen ? "votre réponse" : "dire que vous en avez pris connaissance"}\u00a0: ${code} · ${title}`,
    why: (program) =>
      `C’est à vous d’y répondre dans «\u00a0${program}\u00a0». Un rappel vient à mi-délai et un autre le dernier jour, jamais davantage.`,
    whyAsk: (program) =>
      `C’est à vous de trancher dans «\u00a0${program}\u00a0». Un seul rappel vient, le dernier jour.`,
  },
  overdue: {
    line: (what, days, where) =>
      `${what} est en retard depuis ${days === 0 ? "moins d’un jour ouvré" : `${days} ${plural("fr", days, "jour ouvré", "jours ouvrés")}`} ${where}.`,
    what: (code, title) => `${code} «\u00a0${title}\u00a0»`,
    withYou: "entre vos mains",
    withName: (name, level) => `entre les mains ${frenchOf(name)} (${level})`,
    withLevel: {
      team: "au niveau de l’équipe opérationnelle",
      lead: "au niveau de son responsable",
      sponsor: "au niveau du sponsor exécutif",
      committee: "au niveau du comité de pilotage",
    },
    why: (program) =>
      `Dans «\u00a0${program}\u00a0», plus personne au-dessus ne peut être sollicité\u00a0: qui l’a entre les mains et le responsable en ont un rappel par semaine, jusqu’à la réponse.`,
    whyStuck: "Les niveaux au-dessus ne peuvent pas le lire. Leur synthèse dit qu’il y a un blocage, sans dire lequel.",
    menu: { solved: "Résolu", still: "Toujours, jusqu’au…" },
    still: (date) => `Toujours d’actualité. Cela reviendra le ${date}.`,
  },
  late: {
    line: (what, date) => `${what} était attendue pour le ${date} et n’est pas tranchée.`,
    yours: "La décision vous revient.",
    with: (name) => `La décision revient à ${name}.`,
    asker: (name) => `Une réponse de ${name}, qui l’a déposée, est attendue.`,
    committee: "Le comité est en train de voter.",
    deferred: (name, date) => `${name} l’a reportée au ${date}.`,
    nobody: "Personne ne décide.",
    gone: (name) =>
      `C’est toujours entre les mains ${frenchOf(name)}, qui ne peut plus en décider. Choisissez quelqu’un d’autre dans son formulaire.`,
    why: (program) =>
      `Vous en décidez, ou êtes responsable de «\u00a0${program}\u00a0»\u00a0: une fois pour chaque date dépassée.`,
  },
  rise: {
    line: (code, title, name, level) =>
      `${code} «\u00a0${title}\u00a0» est maintenant entre les mains ${frenchOf(name)} (${level}). Vous aurez la réponse dès qu’elle sera là.`,
    shared: (code, title, date, name, other) =>
      `${code} «\u00a0${title}\u00a0» est attendue pour le ${date}, trop tôt pour que ${name} puis ${other} aient chacun leur délai\u00a0: tous deux peuvent décider dès maintenant.`,
    why: "Vous l’avez signalé, vous en répondez ou vous l’aviez avant l’escalade.",
  },
  answer: {
    answered: (name, code, title) => `${name} a répondu sur ${code} · ${title}`,
    closed: (name, code, title) => `${name} a clos ${code} · ${title}`,
    withdrawn: (name, code, title) => `${name} a retiré ${code} · ${title}`,
    leftOut: (name, code, title) =>
      `${code} «\u00a0${title}\u00a0» est clos\u00a0: ${name} ne le mentionne plus dans deux points d’étape de suite qui demandent les blocages. Si ce n’est pas résolu, l’élément peut être rouvert.`,
    why: "C’était une escalade\u00a0: vous l’avez signalée, vous en répondez ou vous l’avez eue en chemin.",
  },
  waiting: {
    line: (count, program, most) =>
      `${program}\u00a0: ${count} ${plural("fr", count, "élément attend", "éléments attendent")} encore d’être ${plural("fr", count, "escaladé", "escaladés")}. Au plus ${most} par semaine montent automatiquement\u00a0; voyez ce que vous pouvez régler avec l’équipe.`,
    why: (program) =>
      `Vous êtes responsable de «\u00a0${program}\u00a0»\u00a0: vous seul êtes prévenu de ce qui attend une escalade.`,
  },
  form: {
    title: (code) => `Escalader ${code}`,
    send: "Escalader",
    close: "Annuler",
    to: (name, level) => `Destinataire\u00a0: ${name} (${level}), qui pourra alors le lire.`,
    effect: "Quel est l’effet\u00a0?",
    effectHint: "Sur les délais, les coûts, le périmètre ou les personnes, avec une date ou un chiffre si possible.",
    tried: "Qu’avez-vous déjà tenté\u00a0?",
    options: "Quelles sont les options\u00a0?",
    optionsHint: "Une par ligne, y compris ne rien faire.",
    recommendation: "Que recommandez-vous\u00a0?",
    matter: "S’agit-il d’un rouge sur l’un de ces sujets\u00a0?",
    matterHint: "Dans ce cas seulement, un niveau est sauté et le sponsor est saisi directement.",
    matters: { legal: "Juridique", safety: "Sécurité", people: "Personnes" },
    required: "Ce champ est à remplir.",
    done: (code, name) =>
      `${code} est maintenant entre les mains ${frenchOf(name)}. Vous aurez la réponse dès qu’elle sera là.`,
  },
  still: {
    title: "Toujours, jusqu’au…",
    send: "Enregistrer",
    until: "Jusqu’à quand\u00a0?",
    hint: "Un de vos jours ouvrés, dans les 60 jours. D’ici là, la question ne revient ni à vous ni à la personne qui en répond. Les synthèses continuent de dire aux niveaux au-dessus qu’il y a un blocage.",
    error: "Choisissez un de vos jours ouvrés, entre demain et dans 60 jours.",
    done: (code, date) => `${code} est toujours d’actualité et reviendra le ${date}.`,
  },
  answerForm: {
    title: (code) => `Répondre à ${code}`,
    send: "Répondre",
    answer: "Votre réponse",
    hint: "Que faire, par qui et pour quand. Elle parvient à tous ceux qui l’ont eu en main et à son auteur.",
    done: (code) => `Réponse donnée sur ${code}. Tous ceux qui l’ont eu en main en sont informés.`,
  },
  history: {
    to: (name, level) => `→ ${name} (${level})`,
    term: (acknowledge, resolve) => `à prendre en compte sous ${acknowledge}, réponse sous ${resolve} jours ouvrés`,
    because: {
      term: "sans réponse dans le délai",
      hand: "à la main",
      away: "relais pendant une absence",
      answer: "avec une réponse",
      left: "après la fin d’un rôle",
      declined: "décliné par la personne précédente",
      tight: "peut aussi décider\u00a0: le temps manque pour les deux",
    },
  },
};

export const escalationTexts = { en, fr };
