/** What is said where the form comes as a message, because Slack opens no more modals just now. */
const en = {
  fallback: (cadence: string, program: string) => `${cadence} · ${program}: your form`,
  why: "Many people are answering at this moment, so your form comes as a message. Answer right here.",
  more: "Optional questions that are not here can be answered afterwards, with “Edit”.",
  send: "Save",
  stillBusy: "Slack opens no more forms at this moment. Press again in a minute; nothing is lost.",
  answered: (cadence: string, program: string) => `✓ ${cadence} · ${program}: your answer is saved.`,
  closed: (cadence: string, program: string) => `${cadence} · ${program}: this form is no longer needed.`,
};

const fr: typeof en = {
  fallback: (cadence, program) => `${cadence} · ${program}\u00a0: votre formulaire`,
  why: "Beaucoup de personnes répondent en ce moment\u00a0: votre formulaire arrive donc en message. Répondez directement ici.",
  more: "Vous pourrez répondre ensuite aux questions facultatives qui ne figurent pas ici, avec «\u00a0Modifier\u00a0».",
  send: "Enregistrer",
  stillBusy: "Slack n’ouvre plus de formulaire pour l’instant. Réessayez dans une minute\u00a0: rien n’est perdu.",
  answered: (cadence, program) => `✓ ${cadence} · ${program}\u00a0: votre réponse est enregistrée.`,
  closed: (cadence, program) => `${cadence} · ${program}\u00a0: ce formulaire n’est plus nécessaire.`,
};

export const messageFormTexts = { en, fr };
