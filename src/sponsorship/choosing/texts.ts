import { countryName } from "../../platform/holidays.ts";
import { type Language, LOCALE_OF, list } from "../../platform/texts/language.ts";
import type { Answer, Criterion } from "./table.ts";

/** `codes`: as `FR,DE`. */
function countries(language: Language, codes: string): string {
  return list(
    { locale: LOCALE_OF[language] },
    codes.split(",").map((code) => countryName(code, language)),
  );
}

const en = {
  command: { help: "shows how the sponsor of your program is chosen", label: "Sponsor’s choice" },
  open: "Choose the sponsor…",
  title: "Choosing the sponsor",
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  colon: ": ",
  head: (program: string) => `*${program}* · candidates for its sponsor`,
  order:
    "Candidates with the most facts confirmed by someone else come first. Facts with a date, no opinions and no scores.",
  readers:
    "Read by the leads and the people they ask for facts. Each candidate reads their own five lines. It is never in a message or a file. It is kept for a month after the choice, or as long as your admin set, and deleted on the first of the month after.",
  contributors: (names: string) => `Asked for facts: ${names}`,
  criteria: {
    vision: "Vision",
    influence: "Influence",
    desire: "Desire to lead",
    credibility: "Operational credibility",
    customer: "Customer advocacy",
  } satisfies Record<Criterion, string>,
  none: "No fact yet.",
  dated: (text: string, on: string) => `${text} (${on})`,
  enteredBy: (name: string) => `entered by ${name}`,
  confirmedBy: (names: string) => `confirmed by ${names}`,
  unconfirmed: "not confirmed yet",
  confirm: "Confirm",
  lacks: (criterion: string, allies: string | null) =>
    allies === null ? `Missing: ${criterion}.` : `Missing: ${criterion}. An ally who has it: ${allies}.`,
  candidate: {
    title: "Candidate",
    open: "Facts…",
    enter: "Enter what you know…",
    change: "Change my facts…",
    unseen: "You see what others entered once you have entered your own five lines.",
    gone: "has left",
    outside: "not in this Slack",
    askOutside:
      "They have no account here, so please ask them yourself. Once they have one, link it in *My people* (*They are in Slack now…*), and you can ask them here.",
  },
  asked: {
    open: (name: string, on: string) => `*${name}* was asked on ${on} and has not answered yet.`,
    talk: (name: string) => `*${name}* would like to talk before answering.`,
    no: (name: string) => `*${name}* said no. No reason is asked. You can ask someone else.`,
    recall: "Withdraw the request",
  },
  stop: {
    button: "Stop choosing",
    title: "Stop choosing?",
    text: "No one is chosen. If someone has been asked, they are told that it is settled.",
    confirm: "Stop choosing",
  },
  setup: {
    lead: "Who could sponsor it? For each candidate, you and the people you ask enter a fact with its date for five criteria, or none.",
    sponsors: (names: string) => `Sponsor today: ${names}.`,
    candidates: "Candidates, from My people",
    candidatesHint: "Ten at most, whoever decides first. What is known of someone you untick is deleted.",
    contributors: "Who else knows them?",
    contributorsHint:
      "They enter their own facts first and then see and confirm yours. If empty: no fact can be confirmed.",
    begin: "Start",
    change: "Candidates…",
    nobody: "Candidates come from *My people*: first add whoever could sponsor the program.",
    people: "My people…",
  },
  form: {
    title: "What you know",
    lead: (name: string) => `What has ${name} done? One fact per line, with its date. If empty: none.`,
    seen: "Facts, not opinions: they read what you write, with your name.",
    day: "When",
    hints: {
      vision: "Such as: named the program as a goal of the year at the town hall.",
      influence: "Such as: moved a budget across functions for the store project.",
      desire: "Such as: offered to open the kick-off.",
      credibility: "Such as: delivered the new till in 40 stores.",
      customer: "Such as: brought six customers into the steering committee.",
    } satisfies Record<Criterion, string>,
  },
  ask: {
    button: (name: string) => `Ask ${name} to sponsor this…`,
    title: "Ask to sponsor this",
    submit: "Ask",
    lead: (name: string, program: string) =>
      `${name} is asked: “Will you sponsor ${program}?” with Yes, Let’s talk and No.`,
    gets: "They can read the case and their own five lines. A yes gives them the role and is recorded as a decision, without the facts.",
    replaces: "And the sponsor of today?",
    replacesHint: "What they would hand over is under the list of candidates.",
    inPlaceOf: (name: string) => `In place of ${name}`,
    beside: "Beside the sponsors of today",
    done: (name: string) => `${name} is asked now. You hear the answer in the morning.`,
  },
  facts: {
    line: (program: string) =>
      `*${program}* is choosing its sponsor. What do you know of the candidates? Five facts with a date, or none.`,
    enter: "Enter facts…",
    done: (program: string) => `*${program}*: nothing more is needed from you to choose its sponsor.`,
    why: (program: string) => `A lead of ${program} asks you for facts about people who could sponsor it.`,
  },
  request: {
    ask: (program: string, by: string) => `*Will you sponsor “${program}”?* ${by} asks you.`,
    asks: "What it takes: about 15 minutes a month. One message a week on a day of yours, and the digest; what cannot wait comes at once, at most once a day. No one is told how fast you answer.",
    buttons: { yes: "Yes", talk: "Let’s talk", no: "No" } satisfies Record<Answer, string>,
    readCase: "Read the case",
    own: "What is written about me",
    noReason: "A no needs no reason.",
    talk: (by: string) => `You said: let’s talk. ${by} hears of it in the morning. You can still answer here.`,
    yes: (program: string, by: string) => `✓ You sponsor *${program}*. Thank you. ${by} hears of it in the morning.`,
    no: (program: string, by: string) => `Noted: not *${program}*. ${by} hears of it in the morning, without a reason.`,
    noLonger: (program: string, _by: string) => `*${program}*: you are no longer asked to sponsor it.`,
    handOver: "What you take over…",
    why: (program: string, by: string) => `${by} leads ${program} and asks you to sponsor it.`,
  },
  told: {
    yes: (name: string, program: string) => `*${name}* said yes and sponsors *${program}* now. It is in the register.`,
    talk: (name: string, program: string) => `*${name}* would like to talk before deciding to sponsor *${program}*.`,
    no: (name: string, program: string) =>
      `*${name}* said no to sponsoring *${program}*. No reason is asked. The choice is open again.`,
    gone: (program: string) => `*${program}*: who was asked to sponsor it is no longer kept.`,
    open: "Open the choice…",
    why: (program: string) => `You lead ${program}, and someone was asked to sponsor it.`,
  },
  answers: {
    yes: "yes",
    talk: "let’s talk",
    no: "no",
    withdrawn: "",
  } satisfies Record<Answer | "withdrawn", string>,
  decided: (name: string, program: string, before: string | null) =>
    before === null ? `${name} sponsors ${program}` : `${name} sponsors ${program} in place of ${before}`,
  own: {
    title: "About you",
    head: (program: string) => `*${program}* is choosing its sponsor. This is what was entered about you.`,
    foot: "Read by the leads and the people they ask. Is something wrong? Object to it under *My data*. It is kept for a month after the choice, or as long as your admin set, and deleted on the first of the month after.",
  },
  handOver: {
    open: (name: string) => `What ${name} hands over…`,
    title: "Hand-over",
    head: (name: string, program: string) => `*${program}* · what is with ${name}`,
    parts: {
      requests: "Requests waiting for them",
      promises: "Open promises",
      presences: "In person",
      decided: "Decided in the last four weeks",
    },
    more: (count: number) => `and ${count} more, in the register`,
    nothing: "Nothing is open, and nothing was decided in the last four weeks.",
    foot: "When a role ends, Drumbeat passes on what is open with it and tells both people.",
  },
  error: {
    notYours: "The leads of a program choose its sponsor, with the people they ask for facts. Ask a lead of yours.",
    candidate:
      "You are a candidate yourself, so you take no part in this choice. *What is written about me* shows your own lines.",
    closed: "This program is closed: no sponsor is chosen for it.",
    council: (codes: string, who: string) =>
      `Choosing a sponsor by facts is off: in ${countries("en", codes)} a works council has to be consulted first. Once it has been, an admin enters the day under “Data and privacy”. Ask ${who}.`,
    nobody: "Choose at least one candidate.",
    oneself: "You cannot be a candidate in a choice that you set up. Ask another lead to do it.",
    both: (name: string) => `${name} is a candidate, and cannot enter facts.`,
    noContributor: (name: string) =>
      `${name} cannot be asked for facts: an app, someone who has left, or another company.`,
    asked: (name: string) => `${name} has been asked and has not said no. Withdraw that request first.`,
    quicker: "Someone else has just started this choice. Open it again.",
    gone: "This is no longer there. Close this and open the choice again.",
    dayMissing: "Enter the date of this fact.",
    dayAhead: "This day has not come yet.",
    ownFirst: "Enter your own five lines first.",
    ownFact: "You entered this one: someone else confirms it.",
    outside: "They have no account in this Slack. Please ask them yourself.",
    left: (name: string) => `${name} has left and cannot be asked.`,
    sponsors: (name: string) => `${name} sponsors this program already.`,
    notAsked: "You were not asked, or what you were asked is no longer kept.",
    answered: (answer: string) => `You have answered already: ${answer}.`,
    noLonger: "You are no longer asked: the leads have settled it otherwise.",
  },
};

const fr: typeof en = {
  command: { help: "montre comment se choisit le sponsor de votre programme", label: "Choix du sponsor" },
  open: "Choisir le sponsor…",
  title: "Choix du sponsor",
  close: "Fermer",
  cancel: "Annuler",
  save: "Enregistrer",
  colon: "\u00a0: ",
  head: (program) => `*${program}* · sponsors possibles`,
  order: "D’abord les personnes dont le plus de faits sont confirmés par un tiers. Des faits datés, ni avis ni notes.",
  readers:
    "Lu par les responsables et les personnes qu’ils sollicitent. Chaque candidat lit ses cinq lignes. Jamais dans un message ni dans un fichier\u00a0; conservé un mois après le choix, ou le temps fixé par votre administrateur, puis supprimé le premier du mois suivant.",
  contributors: (names) => `Personnes sollicitées\u00a0: ${names}`,
  criteria: {
    vision: "Vision",
    influence: "Influence",
    desire: "Volonté de diriger",
    credibility: "Crédibilité opérationnelle",
    customer: "Défense du client",
  },
  none: "Aucun fait pour l’instant.",
  dated: (text, on) => `${text} (${on})`,
  enteredBy: (name) => `saisi par ${name}`,
  confirmedBy: (names) => `confirmé par ${names}`,
  unconfirmed: "pas encore confirmé",
  confirm: "Confirmer",
  lacks: (criterion, allies) =>
    allies === null ? `Manque\u00a0: ${criterion}.` : `Manque\u00a0: ${criterion}. Un allié qui l’a\u00a0: ${allies}.`,
  candidate: {
    title: "Candidat",
    open: "Faits…",
    enter: "Saisir ce que je sais…",
    change: "Modifier mes faits…",
    unseen: "Vous voyez la saisie des autres une fois vos cinq lignes remplies.",
    gone: "parti",
    outside: "hors de ce Slack",
    askOutside:
      "Cette personne n’a pas de compte ici\u00a0: posez-lui la question vous-même. Dès qu’elle en a un, reliez-le dans *Vos interlocuteurs* (*Désormais dans Slack…*), et vous pourrez la solliciter ici.",
  },
  asked: {
    open: (name, on) => `*${name}*\u00a0: question posée le ${on}, sans réponse à ce jour.`,
    talk: (name) => `*${name}* souhaite en parler avant de répondre.`,
    no: (name) => `*${name}* a répondu non. Aucun motif n’est demandé. Vous pouvez solliciter quelqu’un d’autre.`,
    recall: "Retirer la demande",
  },
  stop: {
    button: "Arrêter le choix",
    title: "Arrêter le choix\u00a0?",
    text: "Personne n’est choisi. Si la question a été posée à quelqu’un, cette personne apprend que c’est réglé.",
    confirm: "Arrêter le choix",
  },
  setup: {
    lead: "Qui pourrait le parrainer\u00a0? Pour chaque candidat, vous et les personnes que vous sollicitez saisissez un fait daté pour cinq critères, ou aucun.",
    sponsors: (names) => `Sponsor actuel\u00a0: ${names}.`,
    candidates: "Candidats, parmi Vos interlocuteurs",
    candidatesHint: "Dix au plus, d’abord qui décide. Ce qui est connu d’une personne que vous décochez est supprimé.",
    contributors: "Qui d’autre les connaît\u00a0?",
    contributorsHint:
      "Ces personnes saisissent d’abord leurs propres faits, puis voient et confirment les vôtres. Si vide\u00a0: aucun fait ne peut être confirmé.",
    begin: "Commencer",
    change: "Candidats…",
    nobody:
      "Les candidats viennent de *Vos interlocuteurs*\u00a0: ajoutez d’abord les personnes qui pourraient parrainer le programme.",
    people: "Vos interlocuteurs…",
  },
  form: {
    title: "Ce que vous savez",
    lead: (name) => `Qu’a fait ${name}\u00a0? Un fait par ligne, avec sa date. Si vide\u00a0: aucun.`,
    seen: "Des faits, pas des avis\u00a0: cette personne lit ce que vous écrivez, avec votre nom.",
    day: "Quand",
    hints: {
      vision: "Par exemple\u00a0: a cité le programme parmi les objectifs de l’année en réunion générale.",
      influence: "Par exemple\u00a0: a déplacé un budget entre fonctions pour le projet magasins.",
      desire: "Par exemple\u00a0: s’est proposé pour ouvrir le lancement.",
      credibility: "Par exemple\u00a0: a déployé la nouvelle caisse dans 40 magasins.",
      customer: "Par exemple\u00a0: a fait venir six clients au comité de pilotage.",
    },
  },
  ask: {
    button: (name) => `Solliciter ${name}…`,
    title: "Demander le parrainage",
    submit: "Demander",
    lead: (name, program) =>
      `La question posée à ${name}\u00a0: «\u00a0Voulez-vous parrainer ${program}\u00a0?\u00a0», avec Oui, Parlons-en et Non.`,
    gets: "Cette personne peut lire la note de cadrage et ses cinq lignes. Un oui lui donne le rôle et figure au registre comme décision, sans les faits.",
    replaces: "Et le sponsor actuel\u00a0?",
    replacesHint: "Ce qui serait transmis figure sous la liste des candidats.",
    inPlaceOf: (name) => `À la place de ${name}`,
    beside: "Aux côtés des sponsors actuels",
    done: (name) => `La question est posée à ${name}. Vous aurez la réponse un matin.`,
  },
  facts: {
    line: (program) =>
      `*${program}* choisit son sponsor. Que savez-vous des candidats\u00a0? Cinq faits datés, ou aucun.`,
    enter: "Saisir des faits…",
    done: (program) => `*${program}*\u00a0: plus rien n’est attendu de vous pour le choix du sponsor.`,
    why: (program) => `Un responsable de ${program} vous demande des faits sur des sponsors possibles.`,
  },
  request: {
    ask: (program, by) => `*Voulez-vous parrainer «\u00a0${program}\u00a0»\u00a0?* Demande de ${by}.`,
    asks: "Ce que cela demande\u00a0: environ 15 minutes par mois. Un message par semaine, le jour de votre choix, et la synthèse\u00a0; les urgences arrivent aussitôt, une fois par jour au plus. Votre temps de réponse n’est communiqué à personne.",
    buttons: { yes: "Oui", talk: "Parlons-en", no: "Non" },
    readCase: "Lire la note de cadrage",
    own: "Ce qui est écrit sur moi",
    noReason: "Un non se passe de motif.",
    talk: (by) => `Vous avez répondu\u00a0: parlons-en. ${by} l’apprend le matin. Vous pouvez toujours répondre ici.`,
    yes: (program, by) => `✓ Vous parrainez *${program}*. Merci. ${by} l’apprend le matin.`,
    no: (program, by) => `C’est noté\u00a0: pas *${program}*. ${by} l’apprend le matin, sans motif.`,
    noLonger: (program, _by) => `*${program}*\u00a0: le parrainage ne vous est plus demandé.`,
    handOver: "Ce que vous reprenez…",
    why: (program, by) => `${by} dirige ${program} et vous demande de le parrainer.`,
  },
  told: {
    yes: (name, program) => `*${name}* a dit oui et parraine désormais *${program}*. C’est au registre.`,
    talk: (name, program) => `*${name}* souhaite en parler avant de décider de parrainer *${program}*.`,
    no: (name, program) =>
      `*${name}* a répondu non au parrainage de *${program}*. Aucun motif n’est demandé. Le choix est de nouveau ouvert.`,
    gone: (program) => `*${program}*\u00a0: la demande de parrainage n’est plus conservée.`,
    open: "Ouvrir le choix…",
    why: (program) => `Vous dirigez ${program}, et son parrainage a été demandé à quelqu’un.`,
  },
  answers: { yes: "oui", talk: "parlons-en", no: "non", withdrawn: "" },
  decided: (name, program, before) =>
    before === null ? `${name} parraine ${program}` : `${name} parraine ${program} à la place de ${before}`,
  own: {
    title: "À votre sujet",
    head: (program) => `*${program}* choisit son sponsor. Voici ce qui a été saisi à votre sujet.`,
    foot: "Lu par les responsables et les personnes qu’ils sollicitent. Une erreur\u00a0? Contestez-la dans *Mes données*. Conservé un mois après le choix, ou le temps fixé par votre administrateur, puis supprimé le premier du mois suivant.",
  },
  handOver: {
    open: (name) => `Ce que transmet ${name}…`,
    title: "Passation",
    head: (name, program) => `*${program}* · ce qui est entre les mains de ${name}`,
    parts: {
      requests: "Demandes en attente",
      promises: "Engagements ouverts",
      presences: "En personne",
      decided: "Décidé ces quatre dernières semaines",
    },
    more: (count) => `et ${count} de plus, au registre`,
    nothing: "Rien n’est ouvert, et rien n’a été décidé ces quatre dernières semaines.",
    foot: "À la fin d’un rôle, Drumbeat transmet ce qui reste ouvert et prévient les deux personnes.",
  },
  error: {
    notYours:
      "Les responsables d’un programme choisissent son sponsor, avec les personnes qu’ils sollicitent. Adressez-vous à l’un des vôtres.",
    candidate:
      "Vous êtes vous-même candidat, et ne prenez donc pas part à ce choix. *Ce qui est écrit sur moi* montre vos lignes.",
    closed: "Ce programme est clos\u00a0: aucun sponsor n’est choisi pour lui.",
    council: (codes, who) =>
      `Le choix d’un sponsor sur des faits est désactivé\u00a0: la représentation du personnel (${countries("fr", codes)}) doit d’abord être consultée. Ensuite, un administrateur indique le jour dans «\u00a0Données et vie privée\u00a0». Adressez-vous à ${who}.`,
    nobody: "Choisissez au moins un candidat.",
    oneself:
      "Vous ne pouvez pas être candidat à un choix que vous organisez. Demandez à un autre responsable de le faire.",
    both: (name) => `${name} est candidat et ne peut pas saisir de faits.`,
    noContributor: (name) =>
      `${name} ne peut pas être sollicité\u00a0: une application, un compte fermé ou une autre entreprise.`,
    asked: (name) => `La question a été posée à ${name}, qui n’a pas dit non. Retirez d’abord cette demande.`,
    quicker: "Quelqu’un vient d’ouvrir ce choix. Rouvrez-le.",
    gone: "Ceci n’existe plus. Fermez cette fenêtre et rouvrez le choix.",
    dayMissing: "Indiquez la date de ce fait.",
    dayAhead: "Ce jour n’est pas encore venu.",
    ownFirst: "Saisissez d’abord vos cinq lignes.",
    ownFact: "Vous l’avez saisi\u00a0: quelqu’un d’autre le confirme.",
    outside: "Cette personne n’a pas de compte dans ce Slack. Posez-lui la question vous-même.",
    left: (name) => `Le compte de ${name} est fermé\u00a0: la question ne peut pas être posée.`,
    sponsors: (name) => `${name} parraine déjà ce programme.`,
    notAsked: "La question ne vous a pas été posée, ou n’est plus conservée.",
    answered: (answer) => `Vous avez déjà répondu\u00a0: ${answer}.`,
    noLonger: "La question ne se pose plus\u00a0: les responsables ont tranché autrement.",
  },
};

export const choosingTexts = { en, fr };
