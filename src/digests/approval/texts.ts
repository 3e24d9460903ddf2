const en = {
  asked: (title: string, to: string, at: string) =>
    `To approve: ${title}. It goes to ${to} on ${at}, once you have approved it.`,
  late: (title: string, to: string, at: string) =>
    `Still to approve: ${title}. It should have gone to ${to} on ${at}, and waits for you.`,
  /** Among other messages. */
  line: {
    one: "To approve",
    several: (count: number) => `${count} drafts to approve`,
    draft: (period: string, to: string, program: string) => `Digest of ${period} for ${to}, your part: ${program}`,
    goes: (at: string) => `goes ${at}`,
    late: (at: string) => `should have gone ${at}, and waits for you`,
    more: (count: number) => `${count} more to approve, on Home.`,
  },
  /** After the title of the digest, once there is nothing to approve any more. */
  now: {
    worded: (who: string) => `You worded this last, so somebody else approves it: ${who}.`,
    wordedAlone:
      "You worded this last, and nobody else can approve it: restore the original wording, or have an approver named.",
    elsewhere: (who: string) => `It is put to others now: ${who}.`,
    notNeeded: (to: string, at: string) => `Nobody has to approve it any more. It goes to ${to}, ${at}.`,
    approved: (who: string, on: string) => `✓ Approved by ${who}, ${on}.`,
    goes: (to: string, at: string) => `It goes to ${to}, ${at}.`,
    goesWithOthers: (to: string) => `It goes to ${to} as soon as the other programs’ parts are approved.`,
    held: (who: string, on: string) => `Held back by ${who}, ${on}.`,
    goesWithout: (to: string) => `The digest goes to ${to} without this program and says so.`,
    sent: (to: string, on: string) => `Sent to ${to}, ${on}.`,
    sentWithout: (to: string, on: string) => `The digest went to ${to} without this program, ${on}.`,
    unasked: "Nobody had to approve it any more.",
    dropped: (to: string) => `Nothing was sent to ${to}.`,
  },
  more: "The rest follows in the thread of the digest itself.",
  read: "Read the draft",
  readTitle: "To approve",
  approve: "Approve",
  hold: "Hold",
  holdConfirm:
    "The digest goes without this program and says that it is held back. What was answered comes with the one after.",
  word: "Edit wording",
  cancel: "Cancel",
  done: {
    approved: "Approved. It goes at its time, with your name.",
    held: "Held back: the digest goes without this program and says so.",
    worded: "Your wording stands above the original, with your name. Somebody else approves it.",
    restored: "The original wording stands again.",
    set: {
      none: "The program’s part goes without approval again; whoever leads it can still preview and hold it.",
      lead: "From the next draft on, the lead or the deputy approves the program’s part.",
      person: "From the next draft on, this person approves the program’s part.",
    },
  },
  form: {
    title: "Edit wording",
    submit: "Save",
    original: "Original:",
    text: "Bottom line",
    textHint: "Left empty, the original stands.",
    remarks: (count: number) => `Up to ${count} sentences that follow it`,
    many: (count: number) => `These are more than ${count} sentences. Keep the ones that matter most.`,
    long: (most: number) => `One of the sentences is longer than ${most} characters. Split or shorten it.`,
    alone: "Write the bottom line too: these sentences follow it.",
  },
  setting: {
    title: "Approve digests",
    submit: "Save",
    intro:
      "The program’s part of the monthly, quarterly and annual digests can be approved before it goes. The draft is made one working day before.",
    program: "Program",
    who: "Who approves",
    mode: {
      none: "Nobody: it goes at its time",
      lead: "The lead or the deputy",
      person: "Somebody else, named below",
    },
    person: "Approver",
    personHint: "Only for “Somebody else”. Whoever edits the wording does not approve it.",
    whoMissing: "Choose who approves, or “The lead or the deputy”.",
    noProgram: "You lead no program: only its lead and its deputy can say who approves.",
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
    late: (at) => `envoi prévu le ${at}, en attente de votre accord`,
    more: (count) => `${count} de plus à approuver, sur l’accueil.`,
  },
  now: {
    worded: (who) => `Vous êtes l’auteur de cette formulation\u00a0: une autre personne l’approuve (${who}).`,
    wordedAlone:
      "Vous êtes l’auteur de cette formulation et personne d’autre ne peut l’approuver\u00a0: rétablissez la formulation d’origine ou faites désigner un approbateur.",
    elsewhere: (who) => `L’approbation revient désormais à d’autres\u00a0: ${who}.`,
    notNeeded: (to, at) => `Plus besoin d’approbation\u00a0: envoi à ${to} le ${at}.`,
    approved: (who, on) => `✓ Approuvé par ${who} le ${on}.`,
    goes: (to, at) => `Envoi à ${to} le ${at}.`,
    goesWithOthers: (to) => `Envoi à ${to} dès que les autres programmes auront approuvé leur partie.`,
    held: (who, on) => `Retenu par ${who} le ${on}.`,
    goesWithout: (to) => `La synthèse partira à ${to} sans ce programme et le dira.`,
    sent: (to, on) => `Envoyé à ${to} le ${on}.`,
    sentWithout: (to, on) => `La synthèse est partie à ${to} sans ce programme, le ${on}.`,
    unasked: "Il n’y avait plus besoin d’approbation.",
    dropped: (to) => `Rien n’a été envoyé à ${to}.`,
  },
  more: "La suite figurera dans le fil de la synthèse.",
  read: "Lire le brouillon",
  readTitle: "À approuver",
  approve: "Approuver",
  hold: "Retenir",
  holdConfirm:
    "La synthèse partira sans ce programme et dira qu’il est retenu. Les réponses figureront dans la suivante.",
  word: "Reformuler",
  cancel: "Annuler",
  done: {
    approved: "C’est approuvé. La synthèse partira à l’heure prévue, avec votre nom.",
    held: "Retenu\u00a0: la synthèse partira sans ce programme et le dira.",
    worded: "Votre formulation figure au-dessus de l’original, avec votre nom. Une autre personne l’approuvera.",
    restored: "La formulation d’origine est rétablie.",
    set: {
      none: "La partie de ce programme part de nouveau sans approbation\u00a0; ses responsables peuvent toujours en voir l’aperçu et la retenir.",
      lead: "Dès le prochain brouillon, le responsable ou son suppléant approuvera la partie du programme.",
      person: "Dès le prochain brouillon, cette personne approuvera la partie du programme.",
    },
  },
  form: {
    title: "Reformuler",
    submit: "Enregistrer",
    original: "Original\u00a0:",
    text: "L’essentiel en une phrase",
    textHint: "Laissé vide, l’original reste.",
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
      lead: "Le responsable ou son suppléant",
      person: "Une autre personne, choisie ci-dessous",
    },
    person: "Approbateur",
    personHint: "Seulement pour «\u00a0Une autre personne\u00a0». Qui reformule n’approuve pas.",
    whoMissing: "Choisissez qui approuve, ou «\u00a0Le responsable ou son suppléant\u00a0».",
    noProgram: "Vous n’êtes responsable d’aucun programme\u00a0: seuls le responsable et son suppléant en décident.",
  },
};

export const approvalTexts = { en, fr };
