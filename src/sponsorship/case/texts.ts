import { plural } from "../../platform/texts/language.ts";
import { type CaseSection, MOST_MEASURES } from "./rules.ts";
import type { Draft } from "./rules-draft.ts";

type From = NonNullable<Draft["from"]>;

const en = {
  option: "The case…",
  title: "The case",
  close: "Close",
  help: "LOY shows the case of a program on one page: why it is worth doing, what it costs, what is asked",
  sections: {
    purpose: "Purpose",
    benefits: "Benefits",
    asked: "What is asked of the sponsor",
    cost: "Cost",
    "doing-nothing": "Cost of doing nothing",
    options: "Options",
    risks: "Top risks",
    proof: "Proof so far",
  } satisfies Record<CaseSection, string>,
  hints: {
    purpose: "What is different for whom once it is done, in two or three sentences.",
    benefits: "What it brings, in money, time or customers.",
    asked: "What only the sponsor can do, and by when.",
    cost: "Money, people and time, and what of them is spent.",
    "doing-nothing": "What it costs to leave everything as it is, or to wait.",
    options: "What else was looked at, doing nothing among it, and why this one.",
    risks: "What could keep the benefits from coming, and what is done about it.",
    proof: "What is there already: numbers, tests, decisions.",
  } satisfies Record<CaseSection, string>,
  from: {
    program: "Draft from the program’s form",
    register: "Draft from the register",
    value: "Draft from the answers about value",
  } satisfies Record<From, string>,
  toTake: "Nobody above the team sees it before you save it: *Edit…*",
  missing: {
    purpose: "Nothing yet. It comes from the purpose in the program’s form, or from you.",
    benefits: "Nothing yet. It comes from the benefits in the program’s form and the numbers that check-ins ask for.",
    asked: "Nothing yet. It comes from the open requests in the register.",
    cost: "Nothing yet. It comes from you.",
    "doing-nothing": "Nothing yet. It comes from what waiting costs, as open requests say it.",
    options: "Nothing yet. Nothing in Drumbeat says it: it comes from you.",
    risks: "Nothing yet. It comes from the open risks in the register.",
    proof: "Nothing yet. It comes from the answers about value and the decisions in the register.",
  } satisfies Record<CaseSection, string>,
  nothingYet: "Nobody has written this section yet.",
  open: (section: CaseSection, count: number): string | undefined => {
    switch (section) {
      case "asked":
        return `${count} open ${plural("en", count, "request", "requests")} in the register.`;
      case "risks":
        return `${count} open ${plural("en", count, "risk", "risks")} in the register.`;
      case "proof":
        return `${count} ${plural("en", count, "decision", "decisions")} in the register.`;
      default:
        return undefined;
    }
  },
  edit: "Edit…",
  writtenBy: (name: string, day: string) => `${name}, ${day}`,
  measure: (name: string, baseline: string, target: string) => `${name}: ${baseline} → ${target}`,
  noBaseline: "no baseline yet",
  noTarget: "no target yet",
  goneMeasure: "no check-in asks for it any more",
  goneItem: "closed",
  hidden: (count: number) =>
    `${count} more ${plural("en", count, "item", "items")} of the register, which you may not read`,
  status: {
    draft: "Draft: nobody has approved it yet.",
    approved: (version: number, day: string) => `Version ${version}, approved on ${day}.`,
    by: (version: number, name: string, day: string) => `Version ${version}, approved by ${name} on ${day}.`,
    since: (sections: string) => `Changed since, and not approved: ${sections}.`,
  },
  changes: {
    title: "What it’s based on has changed since it was approved:",
    item: (item: string) => `${item} is closed`,
    hiddenItem: "an item of the register is closed",
    date: (from: string, to: string) => `a target date moved: ${from} → ${to}`,
    dateGone: (from: string) => `the target date of ${from} was taken back`,
    measure: (name: string) => `no check-in asks for “${name}” any more`,
  },
  changed: {
    one: (count: number, program: string) =>
      `The case of *${program}* rests on ${count} ${plural("en", count, "fact that has", "facts that have")} changed since it was approved.`,
    several: (count: number) => `${count} approved cases rest on facts that have changed since.`,
    none: "Your approved cases rest on nothing any more that has changed since.",
    see: "See what changed",
    which: "Which ones…",
    title: "Cases out of date",
    nothing: "What your approved cases rest on is as it was when they were approved.",
    open: "Open the case",
    more: (count: number) => `and ${count} more ${plural("en", count, "case", "cases")}`,
    why: "You lead a program, and what its approved case rests on has changed.",
  },
  approve: (version: number) => `Approve version ${version}`,
  history: "What changed…",
  pdf: {
    button: { en: "PDF in English", fr: "PDF in French" },
    coming: "The PDF comes as a message.",
    inThread: "The case as a PDF is in the thread.",
    fileName: "case",
    titled: (program: string) => `The case: ${program}`,
    measures: ["Measure", "Baseline", "Target"],
    notWritten: "Not written yet.",
    pages: "Page {page} of {pages}",
    unprintable: "What stands as [U+…] is a letter that the fonts of this file do not have; the view in Slack has it.",
    why: "You asked for the case of a program as a PDF.",
  },
  share: {
    button: "Share as message…",
    title: "Share the case",
    submit: "Share",
    lead: (version: number, program: string) =>
      `Version ${version} of the case of ${program} goes to one person: a line in their next message, and each section in brief in its thread, with the whole case and the PDF to press.`,
    person: "With whom?",
    hint: "Whoever leads the program, its sponsors, its steering committee, and whoever is asked to sponsor it.",
    missing: "Choose a person.",
    done: (name: string) => `${name} gets it with their next message.`,
  },
  brief: {
    line: (by: string, program: string) => `${by} shares the case of *${program}* with you. It is in the thread.`,
    read: "Read the whole case",
    notWritten: (sections: string) => `Not written yet: ${sections}.`,
    moreItems: (count: number) => `and ${count} more ${plural("en", count, "item", "items")} of the register`,
    moreChanges: (count: number) => `and ${count} more ${plural("en", count, "change", "changes")}`,
    closed: (program: string) => `The case of *${program}* is not open to you any more.`,
    why: (program: string) => `Whoever leads ${program} shares its case with you, or asks you to sponsor it.`,
  },
  form: {
    save: "Save",
    close: "Cancel",
    text: "Text",
    measures: "Measures",
    measuresHint: `One a line, ${MOST_MEASURES} at most: Members who pay with points: 12% → 30%. Leave out what nobody knows yet.`,
    items: {
      asked: "Open requests shown here",
      risks: "Risks shown here",
      proof: "Decisions shown here",
    } as { readonly [Section in CaseSection]?: string },
    itemsHint: "Their titles stand as the register has them.",
    overtaken: (name: string, day: string) =>
      `${name} saved this section on ${day}, while you were writing. What you typed is still in the fields; theirs stands here. Take over what you want of it: saving again puts yours in its place, and theirs stays in the history.`,
    theirs: "Theirs",
    wrongMeasure: {
      form: (line: string) => `Write it as Name: baseline → target. This line isn’t: ${line}`,
      long: (line: string) => `A name has 120 characters at most, a value 60: ${line}`,
      many: () => `${MOST_MEASURES} measures at most.`,
    },
  },
  differences: {
    title: "What changed",
    none: "Nothing was written yet.",
    now: "Not approved yet",
    version: (version: number, day: string, name: string) => `Version ${version}, approved by ${name} on ${day}`,
    before: "Before",
    after: "Now",
    empty: "nothing",
    earlier: (version: number) => `Version ${version}`,
    pending: "Not approved yet",
    item: (code: string) => `register: ${code}`,
  },
  choose: {
    which: "Of which program?",
    none: "You read no case: it is for whoever leads a program, its sponsors and its steering committee.",
    unknown: (word: string) => `You know no program ${word}.`,
  },
  error: {
    notYours:
      "The case is for whoever leads the program, its sponsors and its steering committee. Ask them to share it.",
    notToEdit: (who: string) => `The case is written by whoever leads the program. Ask ${who}.`,
    notToShare: (who: string) => `The case is shared by whoever leads the program. Ask ${who}.`,
    notApproved: "Nobody has approved the case yet. It goes out as a message once somebody has.",
    withOneself: "You read it here. Choose somebody else.",
    reader: (name: string) =>
      `${name} may not read the case: it is for whoever leads the program, its sponsors and its steering committee, and whoever is asked to sponsor it.`,
    onItsWay: (name: string) => `${name} gets it with their next message already.`,
    notToApprove: "The case is approved by the lead, the deputy or a sponsor of the program.",
    ownWords: (who: string) => `You wrote some of it, so somebody else approves it: ask ${who}.`,
    ownWordsAlone:
      "You wrote some of it, so somebody else approves it, and nobody else can yet: give the program a sponsor or a deputy.",
    movedOn: "Somebody has changed it while you were reading. Open it again, and approve what stands there then.",
    nothingNew: "Nothing has changed since the last version.",
    withoutPurpose: "It has no purpose yet. Write at least that section before it is approved.",
    closed: "The program is closed, and its case stays as it is. Its leads can reopen it.",
  },
};

const fr: typeof en = {
  option: "Note de cadrage…",
  title: "Note de cadrage",
  close: "Fermer",
  help: "LOY affiche la note de cadrage d’un programme sur une page\u00a0: sa finalité, son coût, ce qui est demandé",
  sections: {
    purpose: "Finalité",
    benefits: "Bénéfices",
    asked: "Ce qui est demandé au sponsor",
    cost: "Coût",
    "doing-nothing": "Coût de l’inaction",
    options: "Options",
    risks: "Principaux risques",
    proof: "Preuves à ce jour",
  },
  hints: {
    purpose: "Ce qui change, et pour qui, une fois le programme abouti\u00a0: deux ou trois phrases.",
    benefits: "Ce qu’il apporte, en argent, en temps ou en clients.",
    asked: "Ce que seul le sponsor peut faire, et pour quand.",
    cost: "Budget, personnes et temps, et ce qui en est dépensé.",
    "doing-nothing": "Ce qu’il en coûte de ne rien changer, ou d’attendre.",
    options: "Ce qui a été étudié, ne rien faire compris, et pourquoi ce choix.",
    risks: "Ce qui pourrait empêcher les bénéfices, et ce qui est fait pour l’éviter.",
    proof: "Ce qui est déjà là\u00a0: chiffres, tests, décisions.",
  },
  from: {
    program: "Proposition tirée de la fiche du programme",
    register: "Proposition tirée du registre",
    value: "Proposition tirée des réponses sur la valeur",
  },
  toTake: "Personne au-dessus de l’équipe ne la voit avant que vous l’enregistriez\u00a0: *Modifier…*",
  missing: {
    purpose: "Rien encore. Cette partie vient de la finalité indiquée dans la fiche du programme, ou de vous.",
    benefits:
      "Rien encore. Cette partie vient des bénéfices indiqués dans la fiche du programme et des chiffres demandés par les points.",
    asked: "Rien encore. Cette partie vient des demandes ouvertes du registre.",
    cost: "Rien encore. Cette partie vient de vous.",
    "doing-nothing": "Rien encore. Cette partie vient du coût de l’attente indiqué dans les demandes ouvertes.",
    options: "Rien encore. Rien dans Drumbeat ne le dit\u00a0: cette partie vient de vous.",
    risks: "Rien encore. Cette partie vient des risques ouverts du registre.",
    proof: "Rien encore. Cette partie vient des réponses sur la valeur et des décisions du registre.",
  },
  nothingYet: "Personne n’a encore rédigé cette partie.",
  open: (section, count) => {
    switch (section) {
      case "asked":
        return `${count} ${plural("fr", count, "demande ouverte", "demandes ouvertes")} au registre.`;
      case "risks":
        return `${count} ${plural("fr", count, "risque ouvert", "risques ouverts")} au registre.`;
      case "proof":
        return `${count} ${plural("fr", count, "décision", "décisions")} au registre.`;
      default:
        return undefined;
    }
  },
  edit: "Modifier…",
  writtenBy: (name, day) => `${name}, ${day}`,
  measure: (name, baseline, target) => `${name}\u00a0: ${baseline} → ${target}`,
  noBaseline: "point de départ inconnu",
  noTarget: "pas encore de cible",
  goneMeasure: "plus aucun point ne la demande",
  goneItem: "clos",
  hidden: (count) =>
    `et ${count} ${plural("fr", count, "autre élément", "autres éléments")} du registre que vous ne pouvez pas lire`,
  status: {
    draft: "Projet\u00a0: personne ne l’a encore approuvé.",
    approved: (version, day) => `Version ${version}, approuvée le ${day}.`,
    by: (version, name, day) => `Version ${version}, approuvée par ${name} le ${day}.`,
    since: (sections) => `Modifié depuis, et non approuvé\u00a0: ${sections}.`,
  },
  changes: {
    title: "Ce sur quoi elle repose a changé depuis son approbation\u00a0:",
    item: (item) => `${item} est clos`,
    hiddenItem: "un élément du registre est clos",
    date: (from, to) => `une date cible a bougé\u00a0: ${from} → ${to}`,
    dateGone: (from) => `la date cible du ${from} a été retirée`,
    measure: (name) => `plus aucun point ne demande «\u00a0${name}\u00a0»`,
  },
  changed: {
    one: (count, program) =>
      `La note de cadrage de *${program}* repose sur ${count} ${plural("fr", count, "fait qui a", "faits qui ont")} changé depuis son approbation.`,
    several: (count) => `${count} notes de cadrage approuvées reposent sur des faits qui ont changé depuis.`,
    none: "Vos notes de cadrage approuvées ne reposent plus sur rien qui ait changé depuis.",
    see: "Voir les changements",
    which: "Voir lesquelles…",
    title: "Notes à revoir",
    nothing: "Ce sur quoi reposent vos notes de cadrage approuvées est tel qu’à leur approbation.",
    open: "Ouvrir la note",
    more: (count) => `et ${count} ${plural("fr", count, "autre note", "autres notes")}`,
    why: "Vous êtes responsable d’un programme, et ce sur quoi repose sa note de cadrage approuvée a changé.",
  },
  approve: (version) => `Approuver la version ${version}`,
  history: "Modifications…",
  pdf: {
    button: { en: "PDF en anglais", fr: "PDF en français" },
    coming: "Le PDF arrive par message.",
    inThread: "La note de cadrage en PDF est dans le fil.",
    fileName: "note-de-cadrage",
    titled: (program) => `Note de cadrage\u00a0: ${program}`,
    measures: ["Indicateur", "Départ", "Cible"],
    notWritten: "Pas encore rédigé.",
    pages: "Page {page} sur {pages}",
    unprintable:
      "Ce qui figure sous la forme [U+…] est une lettre absente des polices de ce fichier\u00a0; l’affichage dans Slack la donne.",
    why: "Vous avez demandé la note de cadrage d’un programme en PDF.",
  },
  share: {
    button: "Partager par message…",
    title: "Partager la note",
    submit: "Partager",
    lead: (version, program) =>
      `La version ${version} de la note de cadrage de «\u00a0${program}\u00a0» part à une personne\u00a0: une ligne dans son prochain message, et dans le fil chaque partie en bref, avec la note entière et le PDF à portée de bouton.`,
    person: "Avec qui\u00a0?",
    hint: "Les responsables du programme, ses sponsors, son comité de pilotage, et toute personne à qui il est demandé de le parrainer.",
    missing: "Choisissez une personne.",
    done: (name) => `Note transmise à ${name} avec son prochain message.`,
  },
  brief: {
    line: (by, program) => `${by} partage avec vous la note de cadrage de *${program}*. Elle est dans le fil.`,
    read: "Lire la note entière",
    notWritten: (sections) => `Pas encore rédigé\u00a0: ${sections}.`,
    moreItems: (count) => `et ${count} ${plural("fr", count, "autre élément", "autres éléments")} du registre`,
    moreChanges: (count) => `et ${count} ${plural("fr", count, "autre changement", "autres changements")}`,
    closed: (program) => `La note de cadrage de *${program}* ne vous est plus ouverte.`,
    why: (program) =>
      `Les responsables de ${program} partagent la note de cadrage avec vous, ou vous demandent de parrainer le programme.`,
  },
  form: {
    save: "Enregistrer",
    close: "Annuler",
    text: "Texte",
    measures: "Indicateurs",
    measuresHint: `Un par ligne, ${MOST_MEASURES} au plus\u00a0: Membres payant en points\u00a0: 12\u00a0% → 30\u00a0%. Laissez vide ce que personne ne sait encore.`,
    items: {
      asked: "Demandes ouvertes à faire figurer",
      risks: "Risques à faire figurer",
      proof: "Décisions à faire figurer",
    },
    itemsHint: "Leurs intitulés figurent tels que le registre les donne.",
    overtaken: (name, day) =>
      `${name} a enregistré cette partie le ${day}, pendant que vous écriviez. Votre saisie est toujours dans les champs\u00a0; l’autre texte figure ici. Reprenez-en ce que vous voulez\u00a0: un nouvel enregistrement met le vôtre à sa place, et l’autre reste dans l’historique.`,
    theirs: "L’autre texte",
    wrongMeasure: {
      form: (line) => `Écrivez-le sous la forme Nom\u00a0: départ → cible. Cette ligne ne l’est pas\u00a0: ${line}`,
      long: (line) => `Un nom compte 120 caractères au plus, une valeur 60\u00a0: ${line}`,
      many: () => `${MOST_MEASURES} indicateurs au plus.`,
    },
  },
  differences: {
    title: "Modifications",
    none: "Rien n’a encore été rédigé.",
    now: "Pas encore approuvé",
    version: (version, day, name) => `Version ${version}, approuvée par ${name} le ${day}`,
    before: "Avant",
    after: "Maintenant",
    empty: "rien",
    earlier: (version) => `Version ${version}`,
    pending: "Pas encore approuvé",
    item: (code) => `registre\u00a0: ${code}`,
  },
  choose: {
    which: "De quel programme\u00a0?",
    none: "Aucune note de cadrage ne vous est ouverte\u00a0: elle s’adresse aux responsables d’un programme, à ses sponsors et à son comité de pilotage.",
    unknown: (word) => `Vous ne connaissez aucun programme ${word}.`,
  },
  error: {
    notYours:
      "La note de cadrage s’adresse aux responsables du programme, à ses sponsors et à son comité de pilotage. Demandez-leur de la partager.",
    notToEdit: (who) => `La note de cadrage est rédigée par les responsables du programme. Adressez-vous à ${who}.`,
    notToShare: (who) => `La note de cadrage est partagée par les responsables du programme. Adressez-vous à ${who}.`,
    notApproved: "Personne n’a encore approuvé la note de cadrage. Elle part par message une fois approuvée.",
    withOneself: "Vous la lisez ici. Choisissez une autre personne.",
    reader: (name) =>
      `${name} ne peut pas lire la note de cadrage\u00a0: elle s’adresse aux responsables du programme, à ses sponsors, à son comité de pilotage et à toute personne à qui il est demandé de le parrainer.`,
    onItsWay: (name) => `La note part déjà avec le prochain message de ${name}.`,
    notToApprove: "La note de cadrage est approuvée par le responsable, son suppléant ou un sponsor du programme.",
    ownWords: (who) => `Vous en avez rédigé une partie, une autre personne doit l’approuver\u00a0: demandez à ${who}.`,
    ownWordsAlone:
      "Vous en avez rédigé une partie, une autre personne doit l’approuver, et il n’y en a pas encore\u00a0: donnez au programme un sponsor ou un suppléant.",
    movedOn: "Elle a été modifiée pendant votre lecture. Rouvrez-la, puis approuvez ce qui y figure alors.",
    nothingNew: "Rien n’a changé depuis la dernière version.",
    withoutPurpose: "La finalité manque encore. Rédigez au moins cette partie avant de faire approuver la note.",
    closed: "Le programme est clos, et sa note de cadrage reste telle quelle. Ses responsables peuvent le rouvrir.",
  },
};

export const caseTexts = { en, fr };
