/** The choice of a sponsor in words, and why an act on it is refused. */
import { errorTable } from "../platform/errors.ts";
import { ofName } from "../platform/texts/language.ts";

const en = {
  command: { help: "choose the sponsor of your program", label: "Sponsor’s choice" },
  open: "Choose the sponsor…",
  title: "Choosing the sponsor",
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  head: (program: string) => `*${program}* · candidates for its sponsor`,
  order: "Ranked by the mean of all scores, 1 to 5, each with its evidence.",
  readers:
    "Scores are seen by those who score, once they have entered their own, and by the candidate. Never in a message or a file; deleted 30 days after the end.",
  scorers: (names: string) => `Scored by ${names}`,
  unseenByLead: "You do not score here, so you see no scores. *Candidates…* says who does.",
  criteria: {
    vision: "Vision",
    influence: "Influence",
    desire: "Desire to lead",
    credibility: "Operational credibility",
    customer: "Customer advocacy",
  },
  line: (criterion: string, mean: string, evidence: string) => `${criterion} ${mean}: ${evidence}`,
  mean: (mean: string) => `${mean} of 5`,
  none: "Not scored yet.",
  seen: (evidence: string, score: number, name: string) => `${evidence} (${score}, ${name})`,
  lacks: (criterion: string, allies: string | null) =>
    allies === null ? `Lacks: ${criterion}.` : `Lacks: ${criterion}. Allies who have it: ${allies}.`,
  candidate: {
    enter: "Score…",
    change: "Change my scores…",
    unseen: "You see the scores of others once you have entered yours.",
    hasLeft: "has left",
  },
  asked: {
    open: (name: string, on: string) => `*${name}* was asked on ${on} and has not answered yet.`,
    talk: (name: string) => `*${name}* would like to talk before answering.`,
    no: (name: string) => `*${name}* said no. No reason is asked. You can ask someone else.`,
  },
  stop: {
    button: "Stop choosing",
    title: "Stop choosing?",
    text: "No one is chosen. If someone has been asked, they are told that it is settled.",
    confirm: "Stop choosing",
  },
  setup: {
    lead: "Who could sponsor it? One to three people score each candidate, 1 to 5 for five criteria, with a sentence of evidence each.",
    candidates: "Candidates, from My people",
    candidatesHint: "Ten at most, whoever decides first. What is known of someone you untick is deleted.",
    scorers: "Who scores",
    scorersHint: "One to three people. Nobody sees the scores of others before they have entered their own.",
    begin: "Start",
    change: "Candidates…",
  },
  form: {
    title: "Score",
    lead: (name: string) => `How do you score ${name}, and by what do you see it?`,
    seen: "They read what you write, with your name. Not for appraisal, pay or discipline.",
    evidence: "Evidence, in a sentence",
    required: "Choose 1 to 5.",
    requiredEvidence: "Write a sentence: what have you seen?",
    hints: {
      vision: "1 cannot say why · 3 states the goal · 5 connects it to the strategy unprompted",
      influence: "1 no access to peers above · 3 listened to in their function · 5 moves budget across functions",
      desire: "1 was assigned · 3 agreed, limited time · 5 volunteered, blocks time",
      credibility: "1 unknown to teams · 3 respected · 5 has delivered something similar",
      customer: "1 never mentions customers · 3 on request · 5 brings them into decisions",
    },
  },
  ask: {
    button: (name: string) => `Ask ${name} to sponsor this…`,
    title: "Ask to sponsor this?",
    text: "They are asked, with Yes, Let’s talk and No. Whoever was asked before is asked no more. They can read the case and their own scores; a yes gives them the role and is recorded as a decision, without the scores.",
    confirm: "Ask",
  },
  scores: {
    line: (program: string) => `*${program}* is choosing its sponsor, and you score the candidates.`,
    enter: "Score…",
    done: (program: string) => `*${program}*: nothing more is needed from you to choose its sponsor.`,
    why: (program: string) => `A lead of ${program} asks you to score people who could sponsor it.`,
  },
  request: {
    ask: (program: string, by: string) => `*Will you sponsor “${program}”?* ${by} asks you.`,
    asks: "What it takes: about 15 minutes a month. One message a week on a day of yours, and the digest; what cannot wait comes at once. What passes its date goes to the next one, who reads that you had it.",
    buttons: { yes: "Yes", talk: "Let’s talk", no: "No" },
    readCase: "Read the case",
    own: "What is written about me",
    noReason: "A no needs no reason.",
    talk: (by: string) => `You said: let’s talk. ${by} hears of it in the morning. You can still answer here.`,
    yes: (program: string, by: string) => `✓ You sponsor *${program}*. Thank you. ${by} hears of it in the morning.`,
    no: (program: string, by: string) => `Noted: not *${program}*. ${by} hears of it in the morning, without a reason.`,
    noLonger: (program: string, _by: string) => `*${program}*: you are no longer asked to sponsor it.`,
    why: (program: string, by: string) => `${by} leads ${program} and asks you to sponsor it.`,
  },
  answered: {
    yes: (name: string, program: string) => `*${name}* said yes and sponsors *${program}* now. It is in the register.`,
    talk: (name: string, program: string) => `*${name}* would like to talk before deciding to sponsor *${program}*.`,
    no: (name: string, program: string) =>
      `*${name}* said no to sponsoring *${program}*. No reason is asked. The choice is open again.`,
    open: "Open the choice…",
    why: (program: string) => `You lead ${program}, and someone was asked to sponsor it.`,
  },
  answers: { yes: "yes", talk: "let’s talk", no: "no", withdrawn: "" },
  decided: (name: string, program: string) => `${name} sponsors ${program}`,
  own: {
    title: "About you",
    head: (program: string) => `*${program}* is choosing its sponsor. This is how you were scored.`,
    foot: "Seen by those who score and by you. Is something wrong? Tell whoever wrote it. Deleted 30 days after the end.",
  },
};

const fr: typeof en = {
  command: { help: "choisir le sponsor de votre programme", label: "Choix du sponsor" },
  open: "Choisir le sponsor…",
  title: "Choix du sponsor",
  close: "Fermer",
  cancel: "Annuler",
  save: "Enregistrer",
  head: (program) => `*${program}* · sponsors possibles`,
  order: "Classés par la moyenne de toutes les notes, de 1 à 5, chacune avec ce qui la fonde.",
  readers:
    "Les notes sont vues par les personnes qui notent, une fois les leurs saisies, et par le candidat. Jamais dans un message ni dans un fichier\u00a0; supprimées 30 jours après la fin.",
  scorers: (names) => `Notes\u00a0: ${names}`,
  unseenByLead: "Vous ne notez pas ici et ne voyez donc aucune note. *Candidats…* indique qui note.",
  criteria: {
    vision: "Vision",
    influence: "Influence",
    desire: "Volonté de diriger",
    credibility: "Crédibilité opérationnelle",
    customer: "Défense du client",
  },
  line: (criterion, mean, evidence) => `${criterion} ${mean}\u00a0: ${evidence}`,
  mean: (mean) => `${mean} sur 5`,
  none: "Aucune note pour l’instant.",
  seen: (evidence, score, name) => `${evidence} (${score}, ${name})`,
  lacks: (criterion, allies) =>
    allies === null ? `Manque\u00a0: ${criterion}.` : `Manque\u00a0: ${criterion}. Alliés qui l’ont\u00a0: ${allies}.`,
  candidate: {
    enter: "Noter…",
    change: "Modifier mes notes…",
    unseen: "Vous voyez les notes des autres une fois les vôtres saisies.",
    hasLeft: "parti",
  },
  asked: {
    open: (name, on) => `*${name}*\u00a0: question posée le ${on}, sans réponse à ce jour.`,
    talk: (name) => `*${name}* souhaite en parler avant de répondre.`,
    no: (name) => `*${name}* a répondu non. Aucun motif n’est demandé. Vous pouvez solliciter quelqu’un d’autre.`,
  },
  stop: {
    button: "Arrêter le choix",
    title: "Arrêter le choix\u00a0?",
    text: "Personne n’est choisi. Si la question a été posée à quelqu’un, cette personne apprend que c’est réglé.",
    confirm: "Arrêter le choix",
  },
  setup: {
    lead: "Qui pourrait le parrainer\u00a0? Une à trois personnes notent chaque candidat, de 1 à 5 sur cinq critères, avec une phrase qui fonde chaque note.",
    candidates: "Candidats, parmi Vos interlocuteurs",
    candidatesHint: "Dix au plus, d’abord qui décide. Ce qui est connu d’une personne que vous décochez est supprimé.",
    scorers: "Qui note",
    scorersHint: "Une à trois personnes. Personne ne voit les notes des autres avant d’avoir saisi les siennes.",
    begin: "Commencer",
    change: "Candidats…",
  },
  form: {
    title: "Noter",
    lead: (name) => `Quelle note donnez-vous à ${name}, et à quoi le voyez-vous\u00a0?`,
    seen: "Cette personne lit ce que vous écrivez, avec votre nom. Ne sert ni à l’évaluation, ni à la rémunération, ni à la discipline.",
    evidence: "Ce qui le montre, en une phrase",
    required: "Choisissez de 1 à 5.",
    requiredEvidence: "Écrivez une phrase\u00a0: qu’avez-vous vu\u00a0?",
    hints: {
      vision: "1 ne sait pas dire pourquoi · 3 énonce l’objectif · 5 le relie spontanément à la stratégie",
      influence: "1 sans accès à ses pairs · 3 écoutée dans sa fonction · 5 déplace des budgets entre fonctions",
      desire: "1 désignée d’office · 3 a accepté, peu de temps · 5 volontaire, réserve du temps",
      credibility: "1 inconnue des équipes · 3 respectée · 5 a déjà livré un projet semblable",
      customer: "1 n’en parle jamais · 3 à la demande · 5 amène le client dans les décisions",
    },
  },
  ask: {
    button: (name) => `Solliciter ${name}…`,
    title: "Demander le parrainage\u00a0?",
    text: "La question est posée, avec Oui, Parlons-en et Non\u00a0; elle ne l’est plus à qui l’avait reçue avant. La note de cadrage et ses propres notes lui sont ouvertes\u00a0; un oui donne le rôle et figure au registre comme décision, sans les notes.",
    confirm: "Demander",
  },
  scores: {
    line: (program) => `*${program}* choisit son sponsor, et vous notez les candidats.`,
    enter: "Noter…",
    done: (program) => `*${program}*\u00a0: plus rien n’est attendu de vous pour le choix du sponsor.`,
    why: (program) => `Un responsable ${ofName(program)} vous demande de noter des sponsors possibles.`,
  },
  request: {
    ask: (program, by) => `*Voulez-vous parrainer «\u00a0${program}\u00a0»\u00a0?* Demande de ${by}.`,
    asks: "Ce que cela demande\u00a0: environ 15 minutes par mois. Un message par semaine, le jour de votre choix, et la synthèse\u00a0; les urgences arrivent aussitôt. Passé sa date, une demande va à la personne suivante, qui lit que vous l’aviez.",
    buttons: { yes: "Oui", talk: "Parlons-en", no: "Non" },
    readCase: "Lire la note de cadrage",
    own: "Ce qui est écrit sur moi",
    noReason: "Un non se passe de motif.",
    talk: (by) => `Vous avez répondu\u00a0: parlons-en. ${by} l’apprend le matin. Vous pouvez toujours répondre ici.`,
    yes: (program, by) => `✓ Vous parrainez *${program}*. Merci. ${by} l’apprend le matin.`,
    no: (program, by) => `C’est noté\u00a0: pas *${program}*. ${by} l’apprend le matin, sans motif.`,
    noLonger: (program, _by) => `*${program}*\u00a0: le parrainage ne vous est plus demandé.`,
    why: (program, by) => `${by} pilote ${program} et vous demande de le parrainer.`,
  },
  answered: {
    yes: (name, program) => `*${name}* a dit oui et parraine désormais *${program}*. C’est au registre.`,
    talk: (name, program) => `*${name}* souhaite en parler avant de décider de parrainer *${program}*.`,
    no: (name, program) =>
      `*${name}* a répondu non au parrainage de *${program}*. Aucun motif n’est demandé. Le choix est de nouveau ouvert.`,
    open: "Ouvrir le choix…",
    why: (program) => `Vous pilotez ${program}, et son parrainage a été demandé à quelqu’un.`,
  },
  answers: { yes: "oui", talk: "parlons-en", no: "non", withdrawn: "" },
  decided: (name, program) => `${name} parraine ${program}`,
  own: {
    title: "À votre sujet",
    head: (program) => `*${program}* choisit son sponsor. Voici vos notes.`,
    foot: "Vu par les personnes qui notent et par vous. Une erreur\u00a0? Dites-le à qui l’a écrite. Supprimé 30 jours après la fin.",
  },
};

export const choosingTexts = { en, fr };

export const choosingFailure = errorTable({
  CHOICE_NOT_YOURS: {
    en: () => "The leads of a program choose its sponsor, with the people whom they ask to score. Ask a lead of yours.",
    fr: () =>
      "Les responsables d’un programme choisissent son sponsor, avec les personnes à qui ils demandent de noter. Adressez-vous à l’un des vôtres.",
  },
  CHOICE_CANDIDATE: {
    en: () =>
      "You are a candidate yourself, so you take no part in this choice. *What is written about me* shows your own scores.",
    fr: () =>
      "Vous êtes vous-même candidat, et ne prenez donc pas part à ce choix. *Ce qui est écrit sur moi* montre vos notes.",
  },
  CHOICE_PROGRAM_CLOSED: {
    en: () => "This program is closed: no sponsor is chosen for it.",
    fr: () => "Ce programme est clos\u00a0: aucun sponsor n’est choisi pour lui.",
  },
  CHOICE_OFF: {
    en: ({ who }) =>
      `Choosing a sponsor by scores is off until an admin enters the day on which the works council was heard under “Data and privacy”. Ask ${who}.`,
    fr: ({ who }) =>
      `Le choix d’un sponsor par des notes est désactivé jusqu’à ce qu’un administrateur indique, dans «\u00a0Données et confidentialité\u00a0», le jour où le CSE a été consulté. Adressez-vous à ${who}.`,
  },
  CHOICE_FROM_PEOPLE: {
    en: () => "Candidates come from *My people*: first add whoever could sponsor the program.",
    fr: () =>
      "Les candidats viennent de *Vos interlocuteurs*\u00a0: ajoutez d’abord les personnes qui pourraient parrainer le programme.",
  },
  CHOICE_NOBODY: { en: () => "Choose at least one candidate.", fr: () => "Choisissez au moins un candidat." },
  CHOICE_SCORERS: {
    en: () => "Choose one to three people who score.",
    fr: () => "Choisissez une à trois personnes qui notent.",
  },
  CHOICE_NO_SCORER: {
    en: ({ name }) => `${name} cannot score: a candidate, an app, someone who has left, or another company.`,
    fr: ({ name }) =>
      `${name} ne peut pas noter\u00a0: un candidat, une application, un compte fermé ou une autre entreprise.`,
  },
  CHOICE_ENDED: {
    en: () => "This is no longer there. Close this and open the choice again.",
    fr: () => "Ceci n’existe plus. Fermez cette fenêtre et rouvrez le choix.",
  },
  CHOICE_ANSWERED: {
    en: ({ answer }) => `You have answered already: ${answer}.`,
    fr: ({ answer }) => `Vous avez déjà répondu\u00a0: ${answer}.`,
  },
  CHOICE_NO_LONGER: {
    en: () => "You are not asked, or no longer: the leads have settled it otherwise.",
    fr: () => "La question ne vous est pas ou plus posée\u00a0: les responsables ont tranché autrement.",
  },
});
