const en = {
  asked: (title: string, to: string, at: string) =>
    `Approval needed: ${title}. Goes to ${to} on ${at} once you approve.`,
  late: (title: string, to: string, at: string) =>
    `Still waiting for your approval: ${title}. It was due to go to ${to} on ${at}.`,
  /** Among other messages. */
  line: {
    one: "To approve",
    several: (count: number) => `${count} drafts to approve`,
    draft: (period: string, to: string, program: string) => `Digest of ${period} for ${to}, your part: ${program}`,
    goes: (at: string) => `goes ${at}`,
    late: (at: string) => `was due ${at}, waiting for you`,
    more: (count: number) => `${count} more to approve, on Home.`,
  },
  /** After the title of the digest, once there is nothing to approve any more. */
  now: {
    worded: (who: string) => `You made the last edit, so someone else approves it: ${who}.`,
    wordedAlone:
      "You made the last edit, and no one else can approve it. Restore the original wording, or ask for an approver to be named.",
    elsewhere: (who: string) => `Now with ${who} for approval.`,
    notNeeded: (to: string, at: string) => `No approval needed any more. Goes to ${to}, ${at}.`,
    approved: (who: string, on: string) => `✓ Approved by ${who}, ${on}.`,
    goes: (to: string, at: string) => `Goes to ${to}, ${at}.`,
    goesWithOthers: (to: string) => `Goes to ${to} as soon as the other programs’ parts are approved.`,
    held: (who: string, on: string) => `Left out by ${who}, ${on}.`,
    goesWithout: (to: string) => `The digest goes to ${to} without this program, with a note.`,
    sent: (to: string, on: string) => `Sent to ${to}, ${on}.`,
    sentWithout: (to: string, on: string) => `The digest went to ${to} without this program, ${on}.`,
    unasked: "Approval was no longer needed.",
    dropped: (to: string) => `Nothing was sent to ${to}.`,
  },
  more: "The rest follows in the thread of the digest itself.",
  read: "Read the draft",
  readTitle: "To approve",
  approve: "Approve",
  hold: "Leave out",
  holdConfirm: "The digest goes out without this program and says it was left out. These answers go into the next one.",
  word: "Edit wording",
  cancel: "Cancel",
  done: {
    approved: "Approved. It goes out on schedule, with your name.",
    held: "Left out. The digest goes out without this program, with a note.",
    worded: "Your wording appears above the original, with your name. Someone else approves it.",
    restored: "Original wording restored.",
    set: {
      none: "This program no longer needs approval. Leads can still preview it and leave it out.",
      lead: "From the next draft on, the lead or the deputy approves the program’s part.",
      person: "From the next draft on, this person approves the program’s part.",
    },
  },
  form: {
    title: "Edit wording",
    submit: "Save",
    original: "Original:",
    text: "Bottom line",
    textHint: "If empty, the original is kept.",
    remarks: (count: number) => `Up to ${count} sentences after it`,
    many: (count: number) => `That’s more than ${count} sentences. Keep the ones that matter most.`,
    long: (most: number) => `One of the sentences is longer than ${most} characters. Split or shorten it.`,
    alone: "Add the bottom line too; these sentences follow it.",
  },
  setting: {
    title: "Approve digests",
    submit: "Save",
    intro:
      "The program’s part of monthly, quarterly and annual digests can need approval before it goes out. Drafts are ready one working day ahead.",
    program: "Program",
    who: "Who approves",
    mode: {
      none: "No approval – goes out on schedule",
      lead: "The lead or the deputy",
      person: "Someone else, named below",
    },
    person: "Approver",
    personHint: "Only for “Someone else”. People can’t approve their own edits.",
    whoMissing: "Choose who approves, or “The lead or the deputy”.",
    noProgram: "You don’t lead a program. Only its lead or deputy can set who approves.",
  },
};

const fr: typeof en = {
  asked: (title, to, at) => `À approuver\u00a0: ${title}. Envoi à ${to} le ${at}, dès que vous l’aurez approuvée.`,
  late: (title, to, at) =>
    `Toujours à approuver\u00a0: ${title}. L’envoi à ${to} était prévu le ${at}\u00a0; la synthèse vous attend.`,
  line: {
    one: "À approuver",
    several: (count) => `${count} brouillons à approuver`,
    draft: (period, to, program) => `Synthèse (${period}) pour ${to}, votre partie\u00a0: ${program}`,
    goes: (at) => `envoi le ${at}`,
    late: (at) => `envoi prévu le ${at}, en attente de votre approbation`,
    more: (count) => `${count} de plus à approuver, sur l’accueil.`,
  },
  now: {
    worded: (who) => `Cette formulation est de vous\u00a0: une autre personne l’approuve (${who}).`,
    wordedAlone:
      "Cette formulation est de vous et personne d’autre ne peut l’approuver\u00a0: rétablissez la formulation d’origine ou faites désigner une autre personne pour l’approbation.",
    elsewhere: (who) => `L’approbation est désormais confiée à ${who}.`,
    notNeeded: (to, at) => `Plus besoin d’approbation\u00a0: envoi à ${to} le ${at}.`,
    approved: (who, on) => `✓ Approuvée par ${who} le ${on}.`,
    goes: (to, at) => `Envoi à ${to} le ${at}.`,
    goesWithOthers: (to) => `Envoi à ${to} dès que les autres programmes auront approuvé leur partie.`,
    held: (who, on) => `Partie exclue de l’envoi par ${who} le ${on}.`,
    goesWithout: (to) => `La synthèse sera envoyée à ${to} sans ce programme, avec une mention.`,
    sent: (to, on) => `Envoyée à ${to} le ${on}.`,
    sentWithout: (to, on) => `La synthèse a été envoyée à ${to} sans ce programme, le ${on}.`,
    unasked: "L’approbation n’était plus nécessaire.",
    dropped: (to) => `Rien n’a été envoyé à ${to}.`,
  },
  more: "La suite figurera dans le fil de la synthèse.",
  read: "Lire le brouillon",
  readTitle: "À approuver",
  approve: "Approuver",
  hold: "Exclure de l’envoi",
  holdConfirm:
    "La synthèse sera envoyée sans ce programme et indiquera qu’il a été exclu. Ces réponses figureront dans la suivante.",
  word: "Reformuler",
  cancel: "Annuler",
  done: {
    approved: "C’est approuvé. La synthèse partira à l’heure prévue, avec votre nom.",
    held: "Partie exclue. La synthèse sera envoyée sans ce programme, avec une mention.",
    worded: "Votre formulation figure au-dessus de l’original, avec votre nom. Une autre personne l’approuvera.",
    restored: "La formulation d’origine est rétablie.",
    set: {
      none: "La partie de ce programme est de nouveau envoyée sans approbation\u00a0; ses responsables peuvent toujours en voir l’aperçu et l’exclure de l’envoi.",
      lead: "Dès le prochain brouillon, les responsables du programme approuveront sa partie.",
      person: "Dès le prochain brouillon, cette personne approuvera la partie du programme.",
    },
  },
  form: {
    title: "Reformuler",
    submit: "Enregistrer",
    original: "Original\u00a0:",
    text: "L’essentiel en une phrase",
    textHint: "Sans texte, l’original est conservé.",
    remarks: (count) => `Jusqu’à ${count} phrases à la suite`,
    many: (count) => `Il y a plus de ${count} phrases. Gardez les plus importantes.`,
    long: (most) => `L’une des phrases dépasse ${most} caractères. Coupez-la ou raccourcissez-la.`,
    alone: "Écrivez aussi l’essentiel\u00a0: ces phrases viennent à la suite.",
  },
  setting: {
    title: "Approuver les synthèses",
    submit: "Enregistrer",
    intro:
      "La partie d’un programme dans les synthèses mensuelles, trimestrielles et annuelles peut être approuvée avant l’envoi. Le brouillon est prêt un jour ouvré avant.",
    program: "Programme",
    who: "Qui approuve",
    mode: {
      none: "Personne\u00a0: envoi à l’heure prévue",
      lead: "Les responsables du programme",
      person: "Une autre personne, choisie ci-dessous",
    },
    person: "Approbation",
    personHint: "Seulement pour «\u00a0Une autre personne\u00a0». La personne qui reformule ne peut pas approuver.",
    whoMissing: "Choisissez qui approuve, ou «\u00a0Les responsables du programme\u00a0».",
    noProgram: "Vous n’êtes responsable d’aucun programme\u00a0: seuls les responsables d’un programme en décident.",
  },
};

export const approvalTexts = { en, fr };
