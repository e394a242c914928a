import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';

// The page a sign-in popup or hidden frame ends on: it hands the answer to the page that asked, and closes.
void broadcastResponseToMainFrame();
