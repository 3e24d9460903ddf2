import type { Concerned } from "./rules.ts";

const en = {
  title: "What is new",
  read: "Got it",
  told: {
    asked:
      "*Skip this time* takes one press: nobody asks why, and no reason is kept. Nobody is asked how they feel any more.",
    lead: "When somebody’s role ends, what waited for them goes on the same day: to the next in that role, else to the level above, else to you.",
    executive:
      "Your role carries your rights: when it ends, requests that waited for you go to whoever follows, and you are told.",
    admin:
      "*Pause all messages…* in `/drumbeat held` stops every message at once. Guests and people of other companies create programs only if you allow it in `/drumbeat admin`.",
  } satisfies Record<Concerned, string>,
};

const fr: typeof en = {
  title: "Ce qui change",
  read: "Compris",
  told: {
    asked:
      "*Passer mon tour* se fait en un clic\u00a0: personne ne demande pourquoi, et aucune raison n’est conservée. Plus personne n’est interrogé sur son humeur.",
    lead: "Quand le rôle de quelqu’un prend fin, ce qui l’attendait passe le jour même au suivant dans ce rôle, sinon au niveau supérieur, sinon à vous.",
    executive:
      "Vos droits viennent de votre rôle\u00a0: quand il prend fin, les demandes qui vous attendaient passent à qui vous succède, et vous en êtes prévenu.",
    admin:
      "*Suspendre tous les messages…* dans `/drumbeat held` arrête tous les envois d’un coup. Les invités et les personnes d’autres entreprises ne créent des programmes que si vous l’autorisez dans `/drumbeat admin`.",
  },
};

export const whatsNewTexts = { en, fr };
