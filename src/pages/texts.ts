import { plural } from "../platform/texts/language.ts";

const en = {
  close: "Close",
  cancel: "Cancel",
  edit: "Edit…",
  nothingWritten: "Nobody has written this section yet.",
  draft: (source: string) => `${source}. Nobody above the team reads it before you save it: *Edit…*`,
  notWritten: (sections: string) => `Not written yet: ${sections}.`,
  measure: (name: string, baseline: string, target: string) => `${name}: ${baseline} → ${target}`,
  noBaseline: "no baseline yet",
  noTarget: "no target yet",
  status: {
    draft: "Draft: nobody has approved it yet.",
    approved: (version: number, day: string) => `Version ${version}, approved on ${day}.`,
    by: (version: number, name: string, day: string) => `Version ${version}, approved by ${name} on ${day}.`,
    since: (sections: string) => `Changed since, and not approved: ${sections}.`,
    asked: (name: string, day: string) => `${name} was asked on ${day} to approve it.`,
    sentBack: (name: string, day: string, reason: string) => `${name} sent it back on ${day}: “${reason}”`,
  },
  changes: "What it’s based on has changed since it was approved:",
  approve: (version: number) => `Approve version ${version}`,
  ask: "Ask for approval…",
  share: "Share…",
  history: "What changed…",
  pdf: "PDF",
  why: "You write or may read this page of a program.",
  form: {
    save: "Save",
    measures: "Measures",
    measuresHint: "One a line, such as “Members who pay with points: 12% → 30%”. Leave out what nobody knows yet.",
    misread: (line: string) => `“${line}” can’t be read. Write the line as Name: baseline → target.`,
    many: (most: number) => `${most} measures at most.`,
    overtaken: (name: string, text: string) =>
      `${name} saved this section while you were writing: “${text}”. Copy your text, close, and open it again.`,
  },
  asking: {
    title: "Ask for approval",
    submit: "Ask",
    person: "Who approves it?",
    lead: "They are asked at once. A later change to the page withdraws the request.",
    missing: "Choose a person.",
  },
  sendingBack: {
    button: "Send back…",
    title: "Send back",
    submit: "Send back",
    reason: "What should change?",
    hint: "Read by those who write the page.",
    missing: "Write what should change.",
  },
  sharing: {
    title: "Share the page",
    submit: "Share",
    lead: (version: number) =>
      `Version ${version} goes out in brief, and each one that is approved later takes its place. In a channel nothing of the register stands in it.`,
    person: "To a person",
    channel: "To a channel",
    channelHint: "Everybody in the channel reads it. Invite the app there first.",
    toNobody: "Choose a person or a channel.",
    done: "Shared.",
    intro: (name: string, title: string) => `${name} shares *${title}*.`,
  },
  note: {
    open: "Read the page",
    asked: (name: string, title: string) => `${name} asks you to approve *${title}*.`,
    approved: (name: string, title: string) => `${name} approved *${title}*.`,
    sentBack: (name: string, title: string, reason: string) => `${name} sent *${title}* back: “${reason}”`,
    changed: (title: string, count: number) =>
      `*${title}* is based on ${count} ${plural("en", count, "fact that has", "facts that have")} changed since it was approved.`,
    over: (title: string) => `*${title}*: this has changed since, or is no longer open to you.`,
  },
  differences: {
    title: "What changed",
    none: "Nothing was written yet.",
    pending: "Not approved yet",
    before: "Before",
    after: "Now",
    nothing: "nothing",
  },
  file: {
    coming: "The PDF comes as a message.",
    inThread: (title: string) => `${title}: the PDF is in the thread.`,
    pages: "Page {page} of {pages}",
    unprintable: "What stands as [U+…] is a letter that the fonts of this file do not have; the page in Slack has it.",
  },
};

const fr: typeof en = {
  close: "Fermer",
  cancel: "Annuler",
  edit: "Modifier…",
  nothingWritten: "Personne n’a encore rédigé cette partie.",
  draft: (source) =>
    `${source}. Personne au-dessus de l’équipe ne la lit avant que vous l’enregistriez\u00a0: *Modifier…*`,
  notWritten: (sections) => `Pas encore rédigé\u00a0: ${sections}.`,
  measure: (name, baseline, target) => `${name}\u00a0: ${baseline} → ${target}`,
  noBaseline: "point de départ inconnu",
  noTarget: "pas encore de cible",
  status: {
    draft: "Projet\u00a0: personne ne l’a encore approuvé.",
    approved: (version, day) => `Version ${version}, approuvée le ${day}.`,
    by: (version, name, day) => `Version ${version}, approuvée par ${name} le ${day}.`,
    since: (sections) => `Modifié depuis, et non approuvé\u00a0: ${sections}.`,
    asked: (name, day) => `Approbation demandée à ${name} le ${day}.`,
    sentBack: (name, day, reason) => `Renvoyée par ${name} le ${day}\u00a0: «\u00a0${reason}\u00a0»`,
  },
  changes: "Ce sur quoi la page repose a changé depuis son approbation\u00a0:",
  approve: (version) => `Approuver la version ${version}`,
  ask: "Faire approuver…",
  share: "Partager…",
  history: "Modifications…",
  pdf: "PDF",
  why: "Vous rédigez ou pouvez lire cette page d’un programme.",
  form: {
    save: "Enregistrer",
    measures: "Indicateurs",
    measuresHint:
      "Un par ligne, par exemple «\u00a0Membres payant en points\u00a0: 12\u00a0% → 30\u00a0%\u00a0». Laissez vide ce que personne ne sait encore.",
    misread: (line) =>
      `«\u00a0${line}\u00a0» n’est pas lisible. Écrivez la ligne sous la forme Nom\u00a0: départ → cible.`,
    many: (most) => `${most} indicateurs au plus.`,
    overtaken: (name, text) =>
      `${name} a enregistré cette partie pendant que vous écriviez\u00a0: «\u00a0${text}\u00a0». Copiez votre texte, fermez, puis rouvrez-la.`,
  },
  asking: {
    title: "Faire approuver",
    submit: "Demander",
    person: "Qui l’approuve\u00a0?",
    lead: "La demande part aussitôt. Toute modification ultérieure de la page la retire.",
    missing: "Choisissez une personne.",
  },
  sendingBack: {
    button: "Renvoyer…",
    title: "Renvoyer",
    submit: "Renvoyer",
    reason: "Que faut-il changer\u00a0?",
    hint: "Lu par les personnes qui rédigent la page.",
    missing: "Écrivez ce qu’il faut changer.",
  },
  sharing: {
    title: "Partager la page",
    submit: "Partager",
    lead: (version) =>
      `La version ${version} part en bref, et chaque version approuvée ensuite prend sa place. Dans un canal, rien du registre n’y figure.`,
    person: "À une personne",
    channel: "Dans un canal",
    channelHint: "Tous les membres du canal la lisent. Invitez-y d’abord l’application.",
    toNobody: "Choisissez une personne ou un canal.",
    done: "Page partagée.",
    intro: (name, title) => `${name} partage *${title}*.`,
  },
  note: {
    open: "Lire la page",
    asked: (name, title) => `${name} vous demande d’approuver *${title}*.`,
    approved: (name, title) => `${name} a approuvé *${title}*.`,
    sentBack: (name, title, reason) => `${name} a renvoyé *${title}*\u00a0: «\u00a0${reason}\u00a0»`,
    changed: (title, count) =>
      `*${title}* repose sur ${count} ${plural("fr", count, "fait qui a", "faits qui ont")} changé depuis son approbation.`,
    over: (title) => `*${title}*\u00a0: la situation a changé depuis, ou la page ne vous est plus ouverte.`,
  },
  differences: {
    title: "Modifications",
    none: "Rien n’a encore été rédigé.",
    pending: "Pas encore approuvé",
    before: "Avant",
    after: "Maintenant",
    nothing: "rien",
  },
  file: {
    coming: "Le PDF arrive par message.",
    inThread: (title) => `${title}\u00a0: le PDF est dans le fil.`,
    pages: "Page {page} sur {pages}",
    unprintable:
      "Ce qui figure sous la forme [U+…] est une lettre absente des polices de ce fichier\u00a0; la page dans Slack la donne.",
  },
};

export const pageTexts = { en, fr };
