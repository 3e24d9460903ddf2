/** What commands of `/drumbeat` answer that have no screen of their own. */
const en = {
  back: {
    label: "I’m back",
    ended: "Welcome back. Your absence has ended, and what is still open will be sent to you.",
    none: "No absence of yours is running. `/drumbeat away` enters one.",
  },
};

const fr: typeof en = {
  back: {
    label: "Je suis de retour",
    ended: "Bon retour. Votre absence est terminée\u00a0: vous recevrez ce qui est encore ouvert.",
    none: "Aucune absence n’est en cours. `/drumbeat absence` permet d’en signaler une.",
  },
};

export const commandTexts = { en, fr };
