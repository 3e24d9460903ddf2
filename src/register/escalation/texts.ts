import { plural } from "../../platform/texts/language.ts";
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
      `No answer from the level below (${level}) within ${days} working ${plural("en", days, "day", "days")}.`,
    byItself: "No answer from the level below in time.",
    byHand: (name: string) => `${name} needs your answer to continue.`,
    away: (name: string) => `${name} is away, so this comes to you, with a fresh deadline.`,
    left: (name: string) => `${name}’s role here has ended, so this comes to you next, with a fresh deadline.`,
    declined: (name: string) => `${name} can’t answer this, so it comes to you next, with a fresh deadline.`,
    passed: (levels: string) => `Levels skipped, no one available: ${levels}.`,
    matter: (matter: string) => `${matter} emergency: one level was skipped.`,
    terms: (acknowledge: number, resolve: number) =>
      `Please acknowledge within ${acknowledge} working ${plural("en", acknowledge, "day", "days")} and answer or escalate within ${resolve}. Days off don’t count.`,
    why: (program: string) =>
      `You have a role in “${program}”: items that get no answer a level below come to you, and so do manual escalations.`,
    effect: "Impact: ",
    tried: "Tried so far: ",
    options: "Options: ",
    recommendation: "Recommended: ",
  },
  matter: { legal: "Legal", safety: "Safety", people: "HR" } satisfies Record<(typeof URGENT_MATTERS)[number], string>,
  now: {
    seen: "Acknowledged. Waiting for your answer.",
    answered: "✓ Answered. Everyone waiting has been told.",
    withOther: (name: string) => `Now with ${name}.`,
    over: "✓ Closed. Nothing left to do.",
    leftOut: (name: string) =>
      `Closed: ${name} didn’t mention it in two check-ins in a row that ask about blockers. If it isn’t resolved, it can be reopened.`,
  },
  button: {
    escalate: "Escalate…",
    seen: "Acknowledge",
    answer: "Answer…",
    up: "Escalate…",
    open: "Open",
  },
  reminder: {
    half: (code: string, title: string, isSeen: boolean) =>
      `Half your time ${isSeen ? "to answer" : "to acknowledge"} has passed: ${code} · ${title}`,
    last: (code: string, title: string, isSeen: boolean) =>
      `Last day to ${isSeen ? "answer" : "acknowledge"} before it escalates: ${code} · ${title}`,
    lastAtTop: (code: string, title: string, isSeen: boolean) =>
      `Last day to ${isSeen ? "answer" : "acknowledge"}: ${code} · ${title}`,
    why: (program: string) =>
      `You’re responsible for answering this in “${program}”. You get two reminders: halfway and on the last day.`,
    whyAsk: (program: string) => `You decide this in “${program}”. You get one reminder, on the last day.`,
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
      `In “${program}” there’s no one above to escalate to: the person who has it and the leads get a weekly reminder until it’s answered.`,
    whyStuck: "People above can’t read it. Their digests say that there’s a blocker, not what it is.",
    menu: { solved: "Resolved", still: "Still, until…" },
    still: (date: string) => `Still open. It comes back on ${date}.`,
  },
  late: {
    line: (what: string, date: string) => `${what} was needed by ${date} and isn’t decided.`,
    yours: "It’s waiting for your decision.",
    with: (name: string) => `It’s waiting for ${name}.`,
    asker: (name: string) => `It’s waiting for an answer from ${name}, who raised it.`,
    committee: "The committee is voting on it.",
    deferred: (name: string, date: string) => `${name} has postponed it to ${date}.`,
    nobody: "No one is assigned to decide it.",
    gone: (name: string) => `It’s still with ${name}, who can no longer decide it. Choose someone else in its form.`,
    why: (program: string) => `You decide this, or lead “${program}”. You get one message per date that passes.`,
  },
  rise: {
    line: (code: string, title: string, name: string, level: string) =>
      `${code} “${title}” escalated to ${name} (${level}). You’ll be notified when they answer.`,
    shared: (code: string, title: string, date: string, name: string, other: string) =>
      `${code} “${title}” is needed by ${date}, too soon for ${name} and then ${other} to each have their time: both can decide it now.`,
    why: "You raised this, own it, or had it before it escalated.",
  },
  answer: {
    answered: (name: string, code: string, title: string) => `${name} answered ${code} · ${title}`,
    closed: (name: string, code: string, title: string) => `${name} closed ${code} · ${title}`,
    withdrawn: (name: string, code: string, title: string) => `${name} withdrew ${code} · ${title}`,
    leftOut: (name: string, code: string, title: string) =>
      `${code} “${title}” is closed: ${name} didn’t mention it in two check-ins in a row that ask about blockers. If it isn’t resolved, it can be reopened.`,
    why: "This was escalated, and you raised it, own it, or handled it.",
  },
  waiting: {
    line: (count: number, program: string, most: number) =>
      `${program}: ${count} more ${plural("en", count, "item is", "items are")} due to escalate. At most ${most} a week do so automatically; see if you can resolve ${plural("en", count, "it", "some")} with the team.`,
    why: (program: string) => `You lead “${program}”: only you see what’s waiting to escalate.`,
  },
  form: {
    title: (code: string) => `Escalate ${code}`,
    send: "Escalate",
    close: "Cancel",
    to: (name: string, level: string) => `Goes to ${name} (${level}), who will be able to read it.`,
    effect: "What’s the impact?",
    effectHint: "On time, cost, scope or people, with a date or a number where there is one.",
    tried: "What has been tried?",
    options: "What are the options?",
    optionsHint: "One per line, including “do nothing”.",
    recommendation: "What do you recommend?",
    matter: "Is it an emergency in one of these areas?",
    matterHint: "If so, a level is skipped and it goes straight to the sponsor.",
    matters: { legal: "Legal", safety: "Safety", people: "HR" } satisfies Record<
      (typeof URGENT_MATTERS)[number],
      string
    >,
    required: "This field is required.",
    done: (code: string, name: string) => `${code} escalated to ${name}. You’ll be notified when they answer.`,
  },
  still: {
    title: "Still, until…",
    send: "Save",
    until: "Until when?",
    hint: "One of your working days within 60 days. Until then neither you nor the owner gets reminders. Digests still tell people above that there’s a blocker.",
    error: "Choose one of your working days, from tomorrow to 60 days from now.",
    done: (code: string, date: string) => `${code} is still open. It comes back on ${date}.`,
  },
  answerForm: {
    title: (code: string) => `Answer ${code}`,
    send: "Answer",
    answer: "Your answer",
    hint: "What happens next, who does it, and by when. Sent to the person who raised it and everyone who handled it.",
    done: (code: string) => `${code} answered. Everyone who handled it has been told.`,
  },
  history: {
    to: (name: string, level: string) => `→ ${name} (${level})`,
    term: (acknowledge: number, resolve: number) =>
      `acknowledge within ${acknowledge}, answer within ${resolve} working days`,
    because: {
      term: "no answer in time",
      hand: "manually",
      away: "covering an absence",
      answer: "with an answer",
      left: "next after someone whose role ended",
      declined: "declined by the previous person",
      tight: "can also decide: the time is too short for both",
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
    fallback: (code, title) => `Escalade à traiter\u00a0: ${code} · ${title}`,
    title: "Escalade à traiter",
    byRule: (level, days) =>
      `Pas de réponse au niveau précédent (${level}) en ${days} ${plural("fr", days, "jour ouvré", "jours ouvrés")}.`,
    byItself: "Pas de réponse au niveau précédent dans le délai.",
    byHand: (name) => `${name} a besoin de votre réponse pour avancer.`,
    away: (name) =>
      `${name} est en congé ou indisponible\u00a0: la décision vous revient, avec un délai qui repart de zéro.`,
    left: (name) =>
      `C’était confié à ${name}, dont le rôle ici a pris fin. Vous prenez la suite, avec un délai qui repart de zéro.`,
    declined: (name) =>
      `C’était confié à ${name}, qui ne peut pas y répondre. Vous prenez la suite, avec un délai qui repart de zéro.`,
    passed: (levels) => `Niveaux intermédiaires sans personne disponible\u00a0: ${levels}.`,
    matter: (matter) => `Urgence ${matter}\u00a0: un niveau a été sauté.`,
    terms: (acknowledge, resolve) =>
      `Merci d’indiquer sous ${acknowledge} ${plural("fr", acknowledge, "jour ouvré", "jours ouvrés")} que vous en avez pris connaissance, puis de répondre ou d’escalader sous ${resolve}. Vos jours d’absence ne comptent pas.`,
    why: (program) =>
      `Vous avez un rôle dans «\u00a0${program}\u00a0»\u00a0: ce qui reste sans réponse au niveau inférieur vous parvient, ainsi que les escalades manuelles.`,
    effect: "Impact\u00a0: ",
    tried: "Déjà tenté\u00a0: ",
    options: "Options\u00a0: ",
    recommendation: "Recommandation\u00a0: ",
  },
  matter: { legal: "juridique", safety: "sécurité", people: "RH" },
  now: {
    seen: "Vous en avez pris connaissance\u00a0; votre réponse est attendue.",
    answered: "✓ Réponse donnée. Elle est envoyée à toutes les personnes concernées.",
    withOther: (name) => `Désormais confié à ${name}.`,
    over: "✓ Clos. Il n’y a plus rien à faire.",
    leftOut: (name) =>
      `Clos\u00a0: ${name} ne le mentionne plus dans deux points d’étape de suite qui demandent les blocages. Si ce n’est pas résolu, l’élément peut être rouvert.`,
  },
  button: {
    escalate: "Escalader…",
    seen: "J’en ai pris connaissance",
    answer: "Répondre…",
    up: "Escalader…",
    open: "Ouvrir",
  },
  reminder: {
    half: (code, title, isSeen) =>
      `La moitié du délai ${isSeen ? "de réponse" : "pour en prendre connaissance"} est passée\u00a0: ${code} · ${title}`,
    last: (code, title, isSeen) =>
      `Dernier jour pour ${isSeen ? "votre réponse" : "dire que vous en avez pris connaissance"}, avant l’escalade\u00a0: ${code} · ${title}`,
    lastAtTop: (code, title, isSeen) =>
      `Dernier jour pour ${isSeen ? "votre réponse" : "dire que vous en avez pris connaissance"}\u00a0: ${code} · ${title}`,
    why: (program) =>
      `C’est à vous d’y répondre dans «\u00a0${program}\u00a0». Vous recevez deux rappels\u00a0: à mi-délai et le dernier jour.`,
    whyAsk: (program) =>
      `C’est à vous de trancher dans «\u00a0${program}\u00a0». Vous recevez un seul rappel, le dernier jour.`,
  },
  overdue: {
    line: (what, days, where) =>
      `${what} est en retard depuis ${days === 0 ? "moins d’un jour ouvré" : `${days} ${plural("fr", days, "jour ouvré", "jours ouvrés")}`} ${where}.`,
    what: (code, title) => `${code} «\u00a0${title}\u00a0»`,
    withYou: "à votre niveau",
    withName: (name, level) => `chez ${name} (${level})`,
    withLevel: {
      team: "au niveau de l’équipe opérationnelle",
      lead: "au niveau des responsables",
      sponsor: "au niveau du sponsor exécutif",
      committee: "au niveau du comité de pilotage",
    },
    why: (program) =>
      `Dans «\u00a0${program}\u00a0», il n’y a plus personne à qui escalader\u00a0: la personne à qui c’est confié et les responsables reçoivent un rappel par semaine, jusqu’à la réponse.`,
    whyStuck: "Les niveaux au-dessus ne peuvent pas le lire. Leur synthèse dit qu’il y a un blocage, sans dire lequel.",
    menu: { solved: "Résolu", still: "Toujours, jusqu’au…" },
    still: (date) => `Toujours d’actualité. Prochain rappel le ${date}.`,
  },
  late: {
    line: (what, date) => `${what} était attendue pour le ${date} et n’est pas tranchée.`,
    yours: "La décision vous revient.",
    with: (name) => `La décision est confiée à ${name}.`,
    asker: (name) => `Une réponse est attendue (${name}, à l’origine de la demande).`,
    committee: "Le comité est en train de voter.",
    deferred: (name, date) => `${name} l’a reportée au ${date}.`,
    nobody: "Il reste à indiquer qui décide.",
    gone: (name) =>
      `C’est toujours confié à ${name}, qui ne peut plus en décider. Choisissez une autre personne dans le formulaire.`,
    why: (program) =>
      `Vous en décidez, ou êtes responsable du programme «\u00a0${program}\u00a0»\u00a0: un message par date dépassée.`,
  },
  rise: {
    line: (code, title, name, level) =>
      `${code} «\u00a0${title}\u00a0»\u00a0: escalade à ${name} (${level}). La réponse vous sera transmise dès réception.`,
    shared: (code, title, date, name, other) =>
      `${code} «\u00a0${title}\u00a0» est attendue pour le ${date}, trop tôt pour que ${name} puis ${other} aient leur délai complet\u00a0: les deux peuvent décider dès maintenant.`,
    why: "Vous avez signalé cet élément, vous en êtes porteur, ou il était à votre niveau avant l’escalade.",
  },
  answer: {
    answered: (name, code, title) => `${name} a répondu\u00a0: ${code} · ${title}`,
    closed: (name, code, title) => `${name} a clos ${code} · ${title}`,
    withdrawn: (name, code, title) => `${name} a retiré ${code} · ${title}`,
    leftOut: (name, code, title) =>
      `${code} «\u00a0${title}\u00a0» est clos\u00a0: ${name} ne le mentionne plus dans deux points d’étape de suite qui demandent les blocages. Si ce n’est pas résolu, l’élément peut être rouvert.`,
    why: "C’était une escalade\u00a0: vous l’avez signalée, vous en répondez ou vous l’avez traitée.",
  },
  waiting: {
    line: (count, program, most) =>
      `${program}\u00a0: ${count} ${plural("fr", count, "élément attend", "éléments attendent")} encore d’être ${plural("fr", count, "escaladé", "escaladés")}. L’escalade automatique est limitée à ${most} éléments par semaine\u00a0; voyez ce que vous pouvez régler avec l’équipe.`,
    why: (program) =>
      `Vous êtes responsable du programme «\u00a0${program}\u00a0»\u00a0: la liste de ce qui attend une escalade n’est envoyée qu’à vous.`,
  },
  form: {
    title: (code) => `Escalader ${code}`,
    send: "Escalader",
    close: "Annuler",
    to: (name, level) => `Destinataire\u00a0: ${name} (${level}), qui pourra alors le lire.`,
    effect: "Quel est l’impact\u00a0?",
    effectHint: "Sur les délais, les coûts, le périmètre ou les personnes, avec une date ou un chiffre si possible.",
    tried: "Qu’avez-vous déjà tenté\u00a0?",
    options: "Quelles sont les options\u00a0?",
    optionsHint: "Une par ligne, y compris ne rien faire.",
    recommendation: "Que recommandez-vous\u00a0?",
    matter: "S’agit-il d’une urgence sur l’un de ces sujets\u00a0?",
    matterHint: "Dans ce cas seulement, un niveau est sauté et le sponsor est saisi directement.",
    matters: { legal: "Juridique", safety: "Sécurité", people: "RH" },
    required: "Merci de remplir ce champ.",
    done: (code, name) => `${code}\u00a0: escalade à ${name}. La réponse vous sera transmise dès réception.`,
  },
  still: {
    title: "Toujours, jusqu’au…",
    send: "Enregistrer",
    until: "Jusqu’à quand\u00a0?",
    hint: "Un de vos jours ouvrés, dans les 60 jours. D’ici là, ni vous ni le porteur ne recevez de rappel. Les synthèses continuent d’indiquer aux niveaux supérieurs qu’il y a un blocage.",
    error: "Choisissez un de vos jours ouvrés, entre demain et dans 60 jours.",
    done: (code, date) => `${code} est toujours d’actualité. Prochain rappel le ${date}.`,
  },
  answerForm: {
    title: (code) => `Répondre à ${code}`,
    send: "Répondre",
    answer: "Votre réponse",
    hint: "Que faire, qui le fait et pour quand. Votre réponse est envoyée à toutes les personnes qui ont traité l’élément et à celle qui l’a signalé.",
    done: (code) => `Réponse envoyée (${code}).`,
  },
  history: {
    to: (name, level) => `→ ${name} (${level})`,
    term: (acknowledge, resolve) => `à prendre en compte sous ${acknowledge}, réponse sous ${resolve} jours ouvrés`,
    because: {
      term: "sans réponse dans le délai",
      hand: "escalade manuelle",
      away: "remplacement pendant une absence",
      answer: "avec une réponse",
      left: "après la fin d’un rôle",
      declined: "décliné par la personne précédente",
      tight: "peut aussi décider\u00a0: le temps manque pour les deux",
    },
  },
};

export const escalationTexts = { en, fr };
