/** What is said where the form comes as a message, because Slack opens no more modals just now. */
const en = {
  fallback: (cadence: string, program: string) => `${cadence} · ${program}: your form`,
  why: "Slack is busy right now, so here’s your form as a message. Answer right here.",
  more: "You can answer the optional questions later with “Edit”.",
  send: "Save",
  stillBusy: "Slack can’t open more forms right now. Try again in a minute; nothing is lost.",
  answered: (cadence: string, program: string) => `✓ ${cadence} · ${program}: your answer is saved.`,
  closed: (cadence: string, program: string) => `${cadence} · ${program}: this form is no longer needed.`,
};

const fr: typeof en = {
  fallback: (cadence, program) => `${cadence} · ${program}\u00a0: votre formulaire`,
  why: "Slack est très sollicité en ce moment\u00a0: voici votre formulaire en message. Répondez directement ici.",
  more: "Vous pourrez répondre plus tard aux questions facultatives, avec «\u00a0Modifier\u00a0».",
  send: "Enregistrer",
  stillBusy: "Slack n’ouvre plus de formulaire pour l’instant. Réessayez dans une minute\u00a0: rien n’est perdu.",
  answered: (cadence, program) => `✓ ${cadence} · ${program}\u00a0: votre réponse est enregistrée.`,
  closed: (cadence, program) => `${cadence} · ${program}\u00a0: ce formulaire n’est plus nécessaire.`,
};

export const messageFormTexts = { en, fr };
