"""Addresses that are answered without a Streamlit session; `server` gathers them."""
