const en = {
  notAsked: "You’re not asked to approve this.",
  ownWords: "You wrote part of this, so someone else approves it.",
  approved: (name: string) => `${name} has already approved this.`,
  refused: (name: string) => `${name} has already sent this back.`,
  withdrawn: "This no longer waits for approval: it was changed or has gone.",
};

const fr: typeof en = {
  notAsked: "Cette approbation ne vous est pas demandée.",
  ownWords: "Une partie de ce texte est de vous\u00a0: une autre personne doit l’approuver.",
  approved: (name) => `${name} l’a déjà approuvé.`,
  refused: (name) => `${name} l’a déjà renvoyé.`,
  withdrawn: "Ce texte n’attend plus d’approbation\u00a0: il a été modifié ou est parti.",
};

export const approvalTexts = { en, fr };
