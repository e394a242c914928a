/** Mails of the demonstrations: what may come to a class teacher, as mildly said as still makes sense. */

/** A file that hangs on a mail; its bytes are made when they are asked for. */
export interface Attached {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly content: () => Buffer;
}

export interface StoryMail {
  /** Whoever wrote it: an account of the trust by its key, or somebody outside. */
  readonly from: { readonly key: string } | { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attached?: readonly Attached[];
  /** Instead of text: a whole body of this type. */
  readonly locked?: { readonly type: string; readonly body: string };
  readonly folder?: 'inbox' | 'sentitems' | 'drafts';
  /** In the mailbox that the office shares. */
  readonly isShared?: true;
  readonly hoursAgo: number;
  /** What the school's mail service wrote at receipt; left out for what never came from outside. */
  readonly receipt?: 'pass' | 'fail';
}

const file = (name: string, type: string, words: string): Attached => {
  const content = Buffer.from(words);
  return { name, type, size: content.length, content: () => content };
};

/** Its mail is a little under the forty megabytes that are taken. */
const LARGE = 29_000_000;
const recording: Attached = {
  name: 'assembly-recording.zip',
  type: 'application/zip',
  size: LARGE,
  content: () => Buffer.alloc(LARGE, 'practice recording, nothing to hear\r\n'),
};

const STRANGER = { name: 'You know who', address: 'watching.you@post.example' };
const PARENT = { name: 'Darren Pickersgill', address: 'darren.pickersgill@home.example' };

export const STORY_MAILS: Readonly<Record<string, StoryMail>> = {
  'story-threat': {
    from: STRANGER,
    subject: 'You will be sorry',
    text: 'I know which car is yours and when you leave. Drop it, or I will be waiting for you outside the school.',
    hoursAgo: 2,
    receipt: 'fail',
  },
  'story-threat-again': {
    from: STRANGER,
    subject: 'Last warning',
    text: 'You did not listen. You will not see me coming.',
    hoursAgo: 1,
    receipt: 'fail',
  },
  'story-angry-parent': {
    from: PARENT,
    subject: 'Reading groups AGAIN',
    text: 'You are useless and everybody at the gate says so. Move my son up a group or I will make sure that you never teach again.',
    html: '<p>You are <b>useless</b> and everybody at the gate says so.</p><p>Move my son up a group or I will make sure that you never teach again.</p><p>Read <a href="https://gossip.example/gate">what they write about you</a>.</p>',
    hoursAgo: 20,
    receipt: 'pass',
  },
  'story-head': {
    from: { key: 'lh.leadership.1' },
    subject: 'My office',
    text: 'If you bring this up with the governors once more you will regret it. I decide who gets a reference here. Delete this mail.',
    hoursAgo: 26,
    receipt: 'pass',
  },
  'story-pictures': {
    from: { name: 'A friend', address: 'no.name@post.example' },
    subject: 'one of your girls',
    text: 'I have pictures of a girl in your class. You do not want the others to see them. Write back if you want to know more.',
    attached: [file('IMG_2041.jpg', 'image/jpeg', 'This is no picture: nothing in the practice tenant is real.')],
    hoursAgo: 30,
    receipt: 'fail',
  },
  'story-phishing': {
    from: { name: 'Harbour Lights IT Support', address: 'support@harbour1ights-mail.example' },
    subject: 'Your mailbox is full',
    text: 'Your mailbox will be closed today. Sign in to keep it: https://sign-in.harbour1ights-mail.example/keep',
    html: '<p>Your mailbox will be closed today.</p><p><a href="https://sign-in.harbour1ights-mail.example/keep">https://outlook.office.com/keep</a></p><img src="https://pixel.harbour1ights-mail.example/seen.gif" width="1" height="1">',
    hoursAgo: 44,
    receipt: 'fail',
  },
  'story-protected': {
    from: { key: 'lh.leadership.1' },
    subject: 'Confidential: staffing',
    text: 'This message is protected. Open it in Outlook.',
    attached: [file('message.rpmsg', 'application/x-microsoft-rpmsg-message', 'dgQHZXJhdGlvbg==')],
    hoursAgo: 50,
    receipt: 'pass',
  },
  'story-encrypted': {
    from: { name: 'Solicitor', address: 'office@solicitor.example' },
    subject: 'Encrypted: your enquiry',
    text: '',
    locked: {
      type: 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
      body: 'MIAGCSqGSIb3DQEHA6CAMIACAQAxgg==\r\n',
    },
    hoursAgo: 60,
    receipt: 'pass',
  },
  'story-large': {
    from: PARENT,
    subject: 'I have recorded everything',
    text: 'Here is the whole assembly. I will put it online unless you apologise.',
    attached: [recording],
    hoursAgo: 70,
    receipt: 'pass',
  },
  'story-sent': {
    from: { key: 'lh.ks2-teaching.4' },
    subject: 'Re: Reading groups AGAIN',
    text: 'Thank you for your message. I have passed it on to the head.',
    folder: 'sentitems',
    hoursAgo: 19,
  },
  'story-draft': {
    from: { key: 'lh.ks2-teaching.4' },
    subject: 'Re: You will be sorry',
    text: 'Who are you and what do you',
    folder: 'drafts',
    hoursAgo: 1,
  },
  'story-office': {
    from: STRANGER,
    subject: 'To whoever opens this',
    text: 'Tell the teacher of 4 Osprey that I know where she lives.',
    isShared: true,
    hoursAgo: 5,
    receipt: 'fail',
  },
};
