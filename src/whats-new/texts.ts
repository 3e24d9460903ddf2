import type { Concerned } from "./rules.ts";

const en = {
  title: "What’s new",
  read: "Got it",
  told: {
    asked:
      "*Skip this time* now takes one click: no one asks why, and no reason is kept; earlier ones are deleted 30 days after this upgrade. Drumbeat no longer asks how you feel or what you think of others. Two working days before your words go to executives you see them, and can keep them in the team. `/drumbeat my data` shows everything kept about you.",
    lead: "When someone’s role ends, what was waiting for them goes the same day to the next person in that role, otherwise to the level above, otherwise to you. For a daily check-in you see how many answers are missing; a name appears only after three check-ins, as a question. What only you can read no longer appears in any message: open it with *Read the answers*.",
    executive:
      "Your role gives you your rights: when it ends, requests waiting for you go to the next person, and you’ll be told.",
    admin:
      "*Pause all messages…* in `/drumbeat held` stops every message at once. Guests and people from other companies can create programs only if you allow it in `/drumbeat admin`. The reasons earlier versions asked for when people skipped are deleted for good 30 days after this upgrade, and so are answers to questions about moods and people; `/drumbeat audit` no longer shows who skipped or snoozed a check-in. Answers are no longer kept forever: *Data and privacy…* in `/drumbeat admin` shows how long, what goes next and when.",
  } satisfies Record<Concerned, string>,
};

const fr: typeof en = {
  title: "Nouveautés",
  read: "Compris",
  told: {
    asked:
      "*Ne pas répondre cette fois* se fait en un clic\u00a0: personne ne demande pourquoi, et aucune raison n’est conservée\u00a0; celles d’avant sont supprimées 30 jours après cette mise à jour. Drumbeat ne pose plus de questions sur l’humeur ni sur ce que vous pensez des autres. Deux jours ouvrés avant que vos mots ne soient transmis à la direction, vous les voyez et pouvez les garder dans l’équipe. `/drumbeat mes données` montre tout ce qui est conservé à votre sujet.",
    lead: "Quand le rôle d’une personne prend fin, ce qui l’attendait est confié le jour même à la personne suivante dans ce rôle, sinon au niveau supérieur, sinon à vous. Pour un point quotidien, vous voyez combien de réponses manquent\u00a0; un nom n’apparaît qu’après trois occurrences, sous forme de question. Ce que les responsables seuls peuvent lire ne figure plus dans aucun message\u00a0: ouvrez-le avec *Lire les réponses*.",
    executive:
      "Vos droits viennent de votre rôle\u00a0: quand il prend fin, les demandes qui vous attendaient sont confiées à la personne suivante, et un message vous l’indique.",
    admin:
      "*Suspendre tous les messages…* dans `/drumbeat retenus` arrête tous les envois d’un coup. Les personnes invitées ou d’autres entreprises ne peuvent créer des programmes que si vous l’autorisez dans `/drumbeat admin`. Les raisons demandées par les versions précédentes en cas de non-réponse sont supprimées définitivement 30 jours après cette mise à jour, de même que les réponses aux questions sur l’humeur et sur des personnes\u00a0; `/drumbeat journal` n’indique plus qui n’a pas répondu à un point d’étape ou l’a reporté. Les réponses ne sont plus conservées indéfiniment\u00a0: *Données et vie privée…* dans `/drumbeat admin` indique combien de temps, ce qui sera supprimé et quand.",
  },
};

export const whatsNewTexts = { en, fr };
