//! Code that is still being typed: rustc reports it, so the macros parse only what they need and add no error of their own.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Block, Expr, FnArg, Item, ItemFn, ItemMod, Signature, Stmt, Token, Visibility, token};

use crate::keys::split_at_commas;

/// Parses a function whose body need not parse.
pub fn function(item: TokenStream) -> Option<ItemFn> {
    body_unparsed.parse2(item).ok()
}

/// Parses a module in which the bodies of functions need not parse.
pub fn module(item: TokenStream) -> Option<ItemMod> {
    bodies_unparsed.parse2(item).ok()
}

/// Returns whether a parameter of a function has no type yet, as in `name` or `name:`.
pub fn has_parameter_without_type(item: TokenStream) -> bool {
    let mut tokens = item.into_iter().skip_while(|token| !is_word(token, "fn"));
    let is_list = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
    let Some(TokenTree::Group(list)) = tokens.find(is_list) else { return false };
    split_at_commas(list.stream()).into_iter().any(|param| {
        let has_type = param.clone().into_iter().any(|token| is_punct(&token, ':'));
        let ends_early = param.clone().into_iter().last().is_some_and(|token| is_punct(&token, ':'));
        (!has_type || ends_early) && syn::parse2::<FnArg>(param).is_err()
    })
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn is_punct(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

fn body_unparsed(input: ParseStream<'_>) -> syn::Result<ItemFn> {
    let attrs = input.call(Attribute::parse_outer)?;
    let vis: Visibility = input.parse()?;
    let sig: Signature = input.parse()?;
    let body = braces(input)?;
    let block = Block {
        brace_token: token::Brace(body.span()),
        stmts: vec![Stmt::Expr(Expr::Verbatim(body.stream()), None)],
    };
    Ok(ItemFn { attrs, vis, sig, block: Box::new(block) })
}

fn bodies_unparsed(input: ParseStream<'_>) -> syn::Result<ItemMod> {
    let mut attrs = input.call(Attribute::parse_outer)?;
    let vis: Visibility = input.parse()?;
    let mod_token: Token![mod] = input.parse()?;
    let ident = input.parse()?;
    let body = braces(input)?;
    let (inner, items) = content.parse2(body.stream())?;
    attrs.extend(inner);
    let content = Some((token::Brace(body.span()), items));
    Ok(ItemMod { attrs, vis, unsafety: None, mod_token, ident, content, semi: None })
}

/// Parses what is between the braces of a module: its inner attributes and its items.
fn content(input: ParseStream<'_>) -> syn::Result<(Vec<Attribute>, Vec<Item>)> {
    let inner = input.call(Attribute::parse_inner)?;
    let mut items = Vec::new();
    while !input.is_empty() {
        items.push(item(input)?);
    }
    Ok((inner, items))
}

fn item(input: ParseStream<'_>) -> syn::Result<Item> {
    let whole = input.fork();
    let error = match whole.parse::<Item>() {
        Ok(item) => {
            input.advance_to(&whole);
            return Ok(item);
        }
        Err(error) => error,
    };
    let function = input.fork();
    if let Ok(item) = body_unparsed(&function) {
        input.advance_to(&function);
        return Ok(Item::Fn(item));
    }
    let module = input.fork();
    let item = bodies_unparsed(&module).map_err(|_| error)?;
    input.advance_to(&module);
    Ok(Item::Mod(item))
}

fn braces(input: ParseStream<'_>) -> syn::Result<Group> {
    let group: Group = input.parse()?;
    if group.delimiter() == Delimiter::Brace {
        return Ok(group);
    }
    Err(syn::Error::new(group.span(), "expected curly braces"))
}

#[cfg(test)]
mod tests {
    use quote::{ToTokens, quote};

    use super::{function, has_parameter_without_type, module};

    #[test]
    fn a_half_typed_body_stays_as_it_is() {
        let item = quote!(pub async fn hello(ctx: &Context) -> String { let name = ; ctx. });
        let parsed = function(item.clone()).unwrap();
        assert_eq!(parsed.sig.ident, "hello");
        assert_eq!(parsed.to_token_stream().to_string(), item.to_string());
        assert!(
            function(quote!(
                struct Hello;
            ))
            .is_none()
        );
    }

    #[test]
    fn a_module_keeps_half_typed_functions() {
        let item = quote!(mod admin { #[command] async fn a() { let = } mod inner { async fn b() { x. } } struct C; });
        let parsed = module(item.clone()).unwrap();
        assert_eq!(parsed.content.as_ref().unwrap().1.len(), 3);
        assert_eq!(parsed.to_token_stream().to_string(), item.to_string());
        assert!(module(quote!(mod admin { async fn a(name) {} })).is_none());
        let item =
            quote!(mod admin { #![allow(dead_code)] mod inner { #![allow(unused)] async fn b() { x. } } });
        assert_eq!(module(item.clone()).unwrap().to_token_stream().to_string(), item.to_string());
    }

    #[test]
    fn a_parameter_without_type_is_found() {
        assert!(has_parameter_without_type(quote!(async fn hello(ctx: &Context, name) {})));
        assert!(has_parameter_without_type(quote!(async fn hello(name:) {})));
        assert!(!has_parameter_without_type(quote!(
            async fn hello(&self, name: String) {}
        )));
        assert!(!has_parameter_without_type(quote!(
            struct Hello;
        )));
    }
}
