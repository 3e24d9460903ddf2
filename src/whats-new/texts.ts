import type { Concerned } from "./rules.ts";

const en = {
  title: "What is new",
  read: "Got it",
  told: {
    asked:
      "*Skip this time* takes one press: nobody asks why, and no reason is kept; those of before are deleted 30 days after this upgrade. Nobody is asked how they feel or what they think of others any more. Two working days before words of yours go to executives you see them, and can keep them in the team. `/drumbeat my data` shows all that is kept about you.",
    lead: "When somebody’s role ends, what waited for them goes on the same day: to the next in that role, else to the level above, else to you. Of a daily check-in you see how many are silent; a name comes after three rounds, as a question. What is for you alone stands in no message any more: *Read the answers* opens it.",
    executive:
      "Your role carries your rights: when it ends, requests that waited for you go to whoever follows, and you are told.",
    admin:
      "*Pause all messages…* in `/drumbeat held` stops every message at once. Guests and people of other companies create programs only if you allow it in `/drumbeat admin`. The reasons that earlier versions asked for when somebody skipped are deleted for good 30 days after this upgrade, and so are the answers to questions about moods and people; `/drumbeat audit` no longer says that somebody skipped a check-in or put it off. What people said is no longer kept for ever: *Data and privacy…* in `/drumbeat admin` says how long, what goes next and when.",
  } satisfies Record<Concerned, string>,
};

const fr: typeof en = {
  title: "Ce qui change",
  read: "Compris",
  told: {
    asked:
      "*Ne pas répondre cette fois* se fait en un clic\u00a0: personne ne demande pourquoi, et aucune raison n’est conservée\u00a0; celles d’avant sont supprimées 30 jours après cette mise à jour. Plus personne n’est interrogé sur son humeur ni sur ce qu’il pense des autres. Deux jours ouvrés avant que vos mots ne remontent à la direction, vous les voyez et pouvez les garder dans l’équipe. `/drumbeat mes données` montre tout ce qui est conservé à votre sujet.",
    lead: "Quand le rôle de quelqu’un prend fin, ce qui l’attendait passe le jour même au suivant dans ce rôle, sinon au niveau supérieur, sinon à vous. D’un point quotidien, vous voyez combien de réponses manquent\u00a0; un nom n’apparaît qu’après trois tours, sous forme de question. Ce qui n’est lu que par vous ne figure plus dans aucun message\u00a0: *Lire les réponses* l’ouvre.",
    executive:
      "Vos droits viennent de votre rôle\u00a0: quand il prend fin, les demandes qui vous attendaient passent à qui vous succède, et vous en êtes prévenu.",
    admin:
      "*Suspendre tous les messages…* dans `/drumbeat held` arrête tous les envois d’un coup. Les invités et les personnes d’autres entreprises ne créent des programmes que si vous l’autorisez dans `/drumbeat admin`. Les raisons que les versions précédentes demandaient à qui passait son tour sont supprimées définitivement 30 jours après cette mise à jour, de même que les réponses aux questions sur l’humeur et sur des personnes\u00a0; `/drumbeat audit` n’indique plus que quelqu’un a passé ou reporté un point d’étape. Les réponses ne sont plus conservées indéfiniment\u00a0: *Données et vie privée…* dans `/drumbeat admin` indique combien de temps, ce qui sera supprimé et quand.",
  },
};

export const whatsNewTexts = { en, fr };
