// Package help is the help inside the product: one page for each screen, with a
// picture, and the words that screens use.
//
// Owns: the texts of help in every language (pages/*.md), its pictures
// (static/pictures, renewed by test/shots), and the glossary that people see.
// Needs: the frame of package console, which asks it for the page of a screen.
// Tells: nobody.
// Never: knows a workspace's data; shows HTML that a text brings along; needs
// somebody to be signed in.
package help
