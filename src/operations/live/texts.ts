/** What stands in Slack for the moment of `drumbeat doctor --live`. */
const en = {
  test: "Drumbeat is testing its installation. This message disappears in a moment.",
  updated: "Drumbeat is testing its installation: it can change its messages. This one disappears in a moment.",
  reply: "It can reply too.",
  picture: "A test picture",
};

const fr: typeof en = {
  test: "Drumbeat vérifie son installation. Ce message disparaît dans un instant.",
  updated:
    "Drumbeat vérifie son installation\u00a0: les messages peuvent être modifiés. Celui-ci disparaît dans un instant.",
  reply: "Les réponses passent aussi.",
  picture: "Une image de test",
};

export const liveTexts = { en, fr };
