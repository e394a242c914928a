// The bundler takes the style sheet; the compiler only has to know that it is one.
declare module '*.css';
