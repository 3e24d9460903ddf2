/** What stands in Slack while an installation is proved, and above and below what comes of it. */
const en = {
  test: "Drumbeat is testing its installation. This message disappears in a moment.",
  updated: "Drumbeat is testing its installation: it can change its messages. This one disappears in a moment.",
  reply: "It can reply too.",
  picture: "A test picture",
  title: "Installation check",
  close: "Close",
  foot: (when: string) => `Checked ${when}. To get help, copy these lines and send them.`,
};

const fr: typeof en = {
  test: "Drumbeat vérifie son installation. Ce message disparaît dans un instant.",
  updated:
    "Drumbeat vérifie son installation\u00a0: les messages peuvent être modifiés. Celui-ci disparaît dans un instant.",
  reply: "Les réponses passent aussi.",
  picture: "Une image de test",
  title: "Vérification",
  close: "Fermer",
  foot: (when) => `Vérifié le ${when}. Pour demander de l’aide, copiez et transmettez ces lignes.`,
};

export const liveTexts = { en, fr };
