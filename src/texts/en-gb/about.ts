export const about = {
  title: 'About Lantern',
  lead: 'Lantern keeps your school’s online safety policies in one place and remembers who has agreed to them.',
  you: {
    heading: 'How Lantern knows you',
    name: 'Name',
    role: 'Role',
    school: 'School',
    trust: 'Trust',
    wrong: 'Is something wrong here? Tell the school office; they keep the list.',
  },
  help: {
    heading: 'Who to call',
    danger: 'If a child is in danger now, call 999 first.',
  },
  kept: {
    heading: 'What is kept, and who sees it',
    points: [
      'What you signed, when, and the exact words you saw. You can always get your own receipt.',
      'Your line manager and the people who look after agreements can see whether you have signed. Nobody else can.',
      'What you type is kept as a draft until you send it. Only you can see a draft.',
      'Every change is written into a record that cannot be quietly altered.',
    ],
  },
  use: {
    heading: 'Making it easier to use',
    points: [
      'Everything works with the keyboard alone: Tab moves on, Shift and Tab moves back, Enter presses.',
      'Pages follow the light, dark or contrast theme you chose in Teams.',
      'You can zoom to 400 % and the text stays in one column.',
    ],
  },
  version: (version: string) => `Version ${version}`,
  practice: 'This is the practice school. People, policies and signatures here are made up.',
};
