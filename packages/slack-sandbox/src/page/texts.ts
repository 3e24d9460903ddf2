/** What the page says before it knows who is in front of it; then it speaks the language of that person (client/words.ts). */

const en = {
  title: (app: string) => `${app} sandbox`,
  needsJavaScript: "This page is a small program: it needs JavaScript.",
};

const fr: typeof en = {
  title: (app) => `Bac à sable ${app}`,
  needsJavaScript: "Cette page est un petit programme\u00a0: il lui faut JavaScript.",
};

export const pageTexts = { en, fr };
