"""The Streamlit pages. Nothing here but the page script itself may import `streamlit_folium`."""
